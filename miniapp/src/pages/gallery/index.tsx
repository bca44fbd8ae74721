import { View } from '@tarojs/components'
import type { Deadline } from '@huying/shared/kernel/schema'
import { type PropsWithChildren, useState } from 'react'
import { ActionBar } from '../../components/action-bar'
import { Button } from '../../components/button'
import { Card, CaseRow, ListCard } from '../../components/card'
import { Cell, CellGroup, SwitchCell } from '../../components/cell'
import { Chip, PartTag, type Tone } from '../../components/chip'
import { DeadlineChip } from '../../components/chip/deadline-chip'
import { ChoiceField, FilterPills, TextAreaField, TextField } from '../../components/field'
import { HandOverCard } from '../../components/hand-over'
import { ActingAs, type Identity, IdentityBadge, IdentityList, IdentitySheet } from '../../components/identity'
import { Page } from '../../components/page'
import { PhotoPicker, type Photo } from '../../components/photo-picker'
import { AreaMap } from '../../components/place-picker/area-map'
import { Section } from '../../components/section'
import { Sheet } from '../../components/sheet'
import { ErrorView, LoadingView, NotFoundView, StateView } from '../../components/state-view'
import { Timeline, type TimelineItem } from '../../components/timeline'
import { ApiError, offlineError } from '../../platform/api-error'
import { useDisplayMode, useIsElder } from '../../platform/display-mode'

const HOUR_MS = 3_600_000
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString()
const nothing = () => undefined

function clock(startsIn: number, warnsIn: number, dueIn: number, state: Deadline['state'] = 'running'): Deadline {
  const dueAt = inHours(dueIn)
  return { kind: 'solve', startedAt: inHours(startsIn), warnAt: inHours(warnsIn), dueAt, originalDueAt: dueAt, state, isProvisional: false, sentence: '' }
}

const TONES: [Tone, string][] = [
  ['waiting', '等人帮'],
  ['running', '有人帮'],
  ['yourTurn', '请您确认'],
  ['locked', '已转街道派单'],
  ['closed', '已结束'],
]
const IDENTITIES: Identity[] = [
  { appointmentId: null, role: 'resident', scope: '办自己和家里的事' },
  { appointmentId: 'a', role: 'member', scope: '县运输公司党支部', waiting: '2 件在帮' },
  { appointmentId: 'b', role: 'chair', scope: '南大街联合会 · 到 12月31日', waiting: '10 件待办' },
]
const STEPS: TimelineItem[] = [
  { key: '7', phase: 'next', title: '社区上门核查，再请您评价' },
  { key: '6', phase: 'now', title: '县住建局 正在修', note: '“已清淤 20 米，新井盖周四到货。”', when: '昨天 16:20' },
  { key: '5', phase: 'done', title: '轮值会长派单给县住建局', note: '管网归县住建局管，县水务局协助', when: '11月18日' },
  { key: '4', phase: 'done', title: '社区吹哨，请部门来办', note: '主管网堵了，社区没有设备修', when: '11月18日' },
  { key: '3', phase: 'done', title: '片长 张*军 上门看过', note: '围了警示带，拍照报给社区', when: '11月17日' },
  { key: '2', phase: 'done', title: '片长接单', when: '11月17日' },
  { key: '1', phase: 'done', title: '您提交了诉求', when: '11月17日' },
]
const PHOTOS: Photo[] = [
  { key: 'a', path: '', state: 'sent', uploadId: 'a' },
  { key: 'b', path: '', state: 'sending', percent: 40 },
  { key: 'c', path: '', state: 'failed', reason: '没有网络' },
]
const ring = (lng: number, lat: number) => [
  { lng, lat },
  { lng: lng + 0.004, lat },
  { lng: lng + 0.005, lat: lat + 0.003 },
  { lng, lat: lat + 0.0025 },
]
const AREAS = [
  { code: '1', name: '第 1 网格', ring: ring(110.88, 33.53) },
  { code: '2', name: '第 2 网格', ring: ring(110.8845, 33.53) },
]

const Gap = ({ children }: PropsWithChildren) => <View style={{ display: 'flex', flexWrap: 'wrap', gap: '10px' }}>{children}</View>

/** Development only: each component in each of its states, in the mode one is in. */
export default function GalleryPage() {
  const isElder = useIsElder()
  const choose = useDisplayMode((mode) => mode.choose)
  return (
    <Page
      title="组件"
      footer={
        <ActionBar note="社区 1 个工作日内看完">
          <Button>改派</Button>
          <Button kind="primary">按建议派单</Button>
        </ActionBar>
      }
    >
      <CellGroup>
        <SwitchCell icon="letters" title="长辈版" isOn={isElder} onChange={(isOn) => choose(isOn ? 'elder' : 'normal')} />
      </CellGroup>
      <Clocks />
      <Cards />
      <Forms />
      <Identities />
      <States />
    </Page>
  )
}

function Clocks() {
  return (
    <>
      <Section title="期限与状态">
        <Gap>
          <DeadlineChip deadline={clock(-48, 48, 96)} />
          <DeadlineChip deadline={clock(-48, -1, 5)} unit="h" act="接单" />
          <DeadlineChip deadline={clock(-48, -9, -4)} unit="h" />
          <DeadlineChip deadline={clock(-99, -60, -50)} unit="h" supervision="街道督办" />
          <DeadlineChip deadline={clock(-48, 20, 40, 'paused')} pausedWords="等您补充，暂停计时" />
          <DeadlineChip deadline={clock(-48, 20, 40, 'stopped')} />
          {TONES.map(([tone, words]) => (
            <Chip key={tone} tone={tone}>
              {words}
            </Chip>
          ))}
          <PartTag part="lead" />
          <PartTag part="assist" />
        </Gap>
      </Section>
      <Section title="在谁手上">
        <HandOverCard
          holder="县住建局"
          part="lead"
          note="县水务局协办。11月19日已打电话联系过您。"
          startWord="派到"
          due={{ deadline: clock(-140, 48, 96), act: '办结' }}
          onWhy={nothing}
        />
      </Section>
      <Section title="经过">
        <Card>
          <Timeline items={STEPS} />
        </Card>
      </Section>
    </>
  )
}

function Cards() {
  return (
    <Section title="我的事" more="全部 3 件" onMore={nothing}>
      <Card>
        <CaseRow title="东门井盖破损返水" meta="现在由 县住建局 在办" chip={<DeadlineChip deadline={clock(-48, 48, 96)} />} onClick={nothing} />
        <CaseRow title="想要一副 300 度的老花镜" meta="党员 刘*平 说已经送到了，您看看合不合适" chip={<Chip tone="yourTurn">请您确认</Chip>} onClick={nothing} />
      </Card>
      <ListCard icon="wrench" title="想给母亲的卫生间装个扶手" meta="王* · 居家安全 · 1 小时前" chip={<Chip tone="waiting">等人帮</Chip>} fact="需要会打孔的人" onClick={nothing} />
      <ListCard icon="more" title="收音机不响了，想请人看看" meta="赵* · 小修小补" quote="修好了还教我调台，晚上又能听戏了，谢谢" chip={<Chip tone="done">圆满</Chip>} />
      <Card isFocused>
        <CaseRow title="东巷烧烤店油烟直排居民楼" meta="9 位居民反映 · 南大街社区昨天 16:05 吹哨" />
      </Card>
    </Section>
  )
}

function Forms() {
  const [filter, setFilter] = useState<'all' | 'open' | 'done'>('open')
  const [choice, setChoice] = useState<'repair' | 'safety' | 'study' | null>('safety')
  const [photos, setPhotos] = useState<readonly Photo[]>(PHOTOS)
  const [isOpen, setOpen] = useState(false)
  const [point, setPoint] = useState({ lng: 110.883, lat: 33.5315 })
  return (
    <Section title="填写">
      <FilterPills
        choices={[
          { value: 'all', label: '全部' },
          { value: 'open', label: '等人帮 12' },
          { value: 'done', label: '圆满 86' },
        ]}
        value={filter}
        onChange={setFilter}
      />
      <Card>
        <TextField label="联系电话" value="1380914762" onChange={nothing} maxLength={11} type="number" error="少了 1 位，手机号是 11 位" />
        <TextAreaField label="想请大家帮什么忙？" value="" onChange={nothing} maxLength={500} placeholder="小一点、说清楚，最容易有人帮" help="只有来帮忙的人能看到您的电话" />
        <ChoiceField
          label="是哪一类？"
          choices={[
            { value: 'repair', label: '小修小补' },
            { value: 'safety', label: '居家安全' },
            { value: 'study', label: '助学' },
          ]}
          value={choice}
          onChange={setChoice}
        />
      </Card>
      <Card>
        <PhotoPicker photos={photos} onChange={setPhotos} purpose="wish" most={6} />
      </Card>
      <Card>
        <AreaMap areas={AREAS} center={point} value={point} onPick={setPoint} />
      </Card>
      <CellGroup>
        <Cell title="给谁许的" value="母亲 李*兰（已授权）" onClick={nothing} />
        <SwitchCell icon="eye-off" title="不让别人看到我是谁" isOn onChange={nothing} />
      </CellGroup>
      <Gap>
        <Button size="small" kind="primary">
          写进展
        </Button>
        <Button size="small" kind="yes" icon="check">
          修好了
        </Button>
        <Button size="small" kind="soft">
          还没修好
        </Button>
        <Button size="small" isDisabled>
          退单
        </Button>
        <Button size="small" onClick={() => setOpen(true)}>
          打开说明
        </Button>
      </Gap>
      <Sheet isOpen={isOpen} title="办结时间怎么算的" onClose={() => setOpen(false)} footer={<Button onClick={() => setOpen(false)}>知道了</Button>}>
        <View>一般件要在 7 个工作日内办结，周末和假日不算。</View>
      </Sheet>
    </Section>
  )
}

function Identities() {
  const [current, setCurrent] = useState<string | null>(null)
  const [isOpen, setOpen] = useState(false)
  const identity = IDENTITIES.find(({ appointmentId }) => appointmentId === current)!
  return (
    <Section title="身份">
      <IdentityBadge identity={identity} onOpen={() => setOpen(true)} />
      <ActingAs identity={identity} />
      <Card>
        <IdentityList identities={IDENTITIES} current={current} onChoose={setCurrent} />
      </Card>
      <IdentitySheet isOpen={isOpen} identities={IDENTITIES} current={current} onChoose={setCurrent} onClose={() => setOpen(false)} />
    </Section>
  )
}

function States() {
  return (
    <Section title="各种情形">
      <LoadingView />
      <StateView icon="megaphone" title="您还没有反映过问题" text="路灯、井盖、噪音、办证，遇到什么都可以说" action={{ label: '反映问题', kind: 'primary', onClick: nothing }} />
      <ErrorView error={new ApiError(503, 'UNAVAILABLE', '', undefined, 'A7F3-09C2')} onRetry={nothing} onHome={nothing} phone="0914-0000000" />
      <ErrorView error={offlineError()} onRetry={nothing} onHome={nothing} />
      <NotFoundView onHome={nothing} />
    </Section>
  )
}
