import type { PlaceDetail } from '@huying/shared/booking/catalogue-contract'
import { AUDIENCE_LABELS, PRICE_KIND_LABELS, QUOTA_PERIOD_LABELS, SERVICE_KIND_LABELS } from '@huying/shared/booking/labels'
import { View } from '@tarojs/components'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { CellGroup, SwitchCell } from '../../../components/cell'
import { ChoiceField, TextAreaField, TextField } from '../../../components/field'
import { Section } from '../../../components/section'
import { useIsElder } from '../../../platform/display-mode'
import { randomId } from '../../../platform/random-id'
import { weekWords } from '../hours'
import { anchorOf } from '../keep'
import type { RuleForm } from '../rule-form'
import { WeekFields } from './week-fields'

const NAME_LETTERS = 40
const SUMMARY_LETTERS = 300
const PRICE_LETTERS = 8
const NUMBER_DIGITS = 5
const HOURS_LETTERS = 120
const REASON_LETTERS = 40
const DATE_LETTERS = 10

const choicesOf = <T extends string>(labels: Readonly<Record<T, string>>) => (Object.entries(labels) as [T, string][]).map(([value, label]) => ({ value, label }))
const KINDS = choicesOf(SERVICE_KIND_LABELS)
const AUDIENCES = choicesOf(AUDIENCE_LABELS)
const PRICES = choicesOf(PRICE_KIND_LABELS)
const QUOTAS = [{ value: 'none' as const, label: '不限' }, ...choicesOf(QUOTA_PERIOD_LABELS)]
const HOLIDAYS = [{ value: 'closed' as const, label: '放假不开，调休照补' }, { value: 'asUsual' as const, label: '放假也照常' }]

interface RuleFieldsProps {
  form: RuleForm
  placeHours: PlaceDetail['openingHours']
  isNew: boolean
  problemAt: (field: string) => string | null
  onChange: (some: Partial<RuleForm>) => void
}

/** Everything that makes a service, from what it is to who gets a place. */
export function RuleFields({ form, placeHours, isNew, problemAt, onChange }: RuleFieldsProps) {
  const columns = useIsElder() ? 1 : 3
  const number = (field: 'sessionMinutes' | 'seats' | 'opensDaysAhead' | 'closesMinutesBefore' | 'cancelMinutesBefore', label: string, help?: string) => (
    <TextField id={anchorOf(field)} label={label} {...(help !== undefined && { help })} type="number" value={form[field]} maxLength={NUMBER_DIGITS} error={problemAt(field)} onChange={(text) => onChange({ [field]: text })} />
  )
  const open = placeHours && weekWords(placeHours)
  return (
    <>
      <Section title="是什么">
        <Card>
          <TextField id={anchorOf('name')} label="叫什么" placeholder="如：律师坐班咨询" value={form.name} maxLength={NAME_LETTERS} error={problemAt('name')} onChange={(name) => onChange({ name })} />
          <ChoiceField id={anchorOf('kind')} label="哪一类" choices={KINDS} value={form.kind} columns={columns} error={problemAt('kind')} onChange={(kind) => onChange({ kind })} />
          <TextAreaField id={anchorOf('summary')} label="来的人要知道的" placeholder="如：带上身份证和合同" value={form.summary} maxLength={SUMMARY_LETTERS} error={problemAt('summary')} onChange={(summary) => onChange({ summary })} />
          <ChoiceField label="收费吗" choices={PRICES} value={form.priceKind} columns={columns === 1 ? 1 : 2} onChange={(priceKind) => onChange({ priceKind })} />
          {form.priceKind === 'lowProfit' && (
            <>
              <TextField id={anchorOf('priceFen')} label="价格（元）" help="到现场付，开收据" value={form.price} maxLength={PRICE_LETTERS} error={problemAt('priceFen')} onChange={(price) => onChange({ price })} />
              <TextField label="市场上大概多少（元）" help="写给大家比一比" value={form.marketPrice} maxLength={PRICE_LETTERS} onChange={(marketPrice) => onChange({ marketPrice })} />
            </>
          )}
        </Card>
      </Section>
      <Section title="什么时候">
        <Card>
          {open && <View className="t-sub c-ink2">{`这个地点开放：${open}`}</View>}
          <WeekFields name="weeklyHours" week={form.week} problemAt={problemAt} onChange={(week) => onChange({ week })} />
          {number('sessionMinutes', '一场多长（分钟）', '一段时间里，放得下几场就排几场')}
          <ChoiceField label="节假日" choices={HOLIDAYS} value={form.holidayRule} columns={1} onChange={(holidayRule) => onChange({ holidayRule })} />
        </Card>
        <Exceptions exceptions={form.exceptions} problemAt={problemAt} onChange={(exceptions) => onChange({ exceptions })} />
      </Section>
      <Section title="谁能约">
        <Card>
          <ChoiceField label="给谁的" choices={AUDIENCES} value={form.audience} columns={columns === 1 ? 1 : 2} onChange={(audience) => onChange({ audience })} />
          {number('seats', '一场几个名额')}
          <ChoiceField label="一个人最多约几次" choices={QUOTAS} value={form.quotaPeriod} columns={columns === 1 ? 1 : 2} onChange={(quotaPeriod) => onChange({ quotaPeriod })} />
          {form.quotaPeriod !== 'none' && (
            <TextField id={anchorOf('quota')} label={`${QUOTA_PERIOD_LABELS[form.quotaPeriod]}几次`} type="number" value={form.quotaCount} maxLength={NUMBER_DIGITS} error={problemAt('quota')} onChange={(quotaCount) => onChange({ quotaCount })} />
          )}
          {number('opensDaysAhead', '提前几天开始能约')}
          {number('closesMinutesBefore', '开始前几分钟停止预约')}
          {number('cancelMinutesBefore', '开始前几分钟还能取消', '晚了也能取消，会记成晚取消')}
        </Card>
        <CellGroup>
          <SwitchCell title="约了要我们同意" icon="user" hint={form.needsApproval ? '一个工作日内、最晚开始前 2 小时答复' : '有位子就约上'} isOn={form.needsApproval} onChange={(needsApproval) => onChange({ needsApproval })} />
          {!isNew && <SwitchCell title="在用" icon="eye" hint={form.isActive ? '居民能看到、能约' : '居民看不到，没人约的场次会去掉'} isOn={form.isActive} onChange={(isActive) => onChange({ isActive })} />}
        </CellGroup>
      </Section>
    </>
  )
}

type Exception = RuleForm['exceptions'][number]

interface ExceptionsProps {
  exceptions: readonly Exception[]
  problemAt: (field: string) => string | null
  onChange: (exceptions: readonly Exception[]) => void
}

/** Single days that differ from the week: other hours, or none. */
function Exceptions({ exceptions, problemAt, onChange }: ExceptionsProps) {
  const put = (index: number, some: Partial<Exception>) => onChange(exceptions.map((one, at) => (at === index ? { ...one, ...some } : one)))
  return (
    <View>
      {exceptions.map(({ key, date, hours, reason }, index) => (
        <Card key={key}>
          <TextField id={anchorOf(`exceptions.${index}.date`)} label={`第 ${index + 1} 个例外，哪一天`} placeholder="2027-05-01" value={date} maxLength={DATE_LETTERS} error={problemAt(`exceptions.${index}.date`)} onChange={(text) => put(index, { date: text.trim() })} />
          <TextField id={anchorOf(`exceptions.${index}.hours`)} label="这天的时间" placeholder="空着就是不开" value={hours} maxLength={HOURS_LETTERS} error={problemAt(`exceptions.${index}.hours`)} onChange={(text) => put(index, { hours: text })} />
          <TextField id={anchorOf(`exceptions.${index}.reason`)} label="为什么不一样" placeholder="如：老师出差" value={reason} maxLength={REASON_LETTERS} error={problemAt(`exceptions.${index}.reason`)} onChange={(text) => put(index, { reason: text })} />
          <Button kind="link" icon="trash" label={`去掉第 ${index + 1} 个例外`} onClick={() => onChange(exceptions.filter((_, at) => at !== index))}>去掉这一天</Button>
        </Card>
      ))}
      <Button kind="soft" icon="plus" onClick={() => onChange([...exceptions, { key: randomId(), date: '', hours: '', reason: '' }])}>有一天不一样</Button>
    </View>
  )
}
