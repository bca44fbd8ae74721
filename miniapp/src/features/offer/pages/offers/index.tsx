import { TIMES } from '@huying/shared/offer/catalogue'
import { offerContract, type Offers } from '@huying/shared/offer/contract'
import { SKILLS } from '@huying/shared/wish/catalogue'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ActionBar } from '../../../../components/action-bar'
import { AreaPicker } from '../../../../components/area-picker'
import { Button } from '../../../../components/button'
import { Callout } from '../../../../components/callout'
import { CasePage } from '../../../../components/case/case-frame'
import { Card } from '../../../../components/card'
import { Cell, CellGroup, SwitchCell } from '../../../../components/cell'
import { SeveralField } from '../../../../components/field'
import { Section } from '../../../../components/section'
import { useCommand } from '../../../../hooks/use-command'
import { goBack } from '../../../../platform/navigation'
import { call } from '../../../../platform/request'

const KEYS = [['offers']] as const
const MOST_REPORT_IN = 3
const skills = SKILLS.map(({ code, label }) => ({ value: code as string, label }))
const times = TIMES.map(({ code, label }) => ({ value: code as string, label }))

/** 我能帮什么: skills, when, and where one reported in; whom the system asks first follows from it. */
export default function OffersPage() {
  const query = useQuery({ queryKey: KEYS[0], queryFn: () => call(offerContract.get) })
  return query.data ? <OffersForm before={query.data} /> : <CasePage title="我能帮什么" query={query} />
}

function OffersForm({ before }: { before: Offers }) {
  const [value, setValue] = useState(before)
  const change = (part: Partial<Offers>) => setValue((now) => ({ ...now, ...part }))
  const { run, isBusy, problem } = useCommand(offerContract.set, { refreshes: KEYS })
  async function save() {
    const body = { skills: [...value.skills], times: [...value.times], isAway: value.isAway, reportInCodes: value.reportIn.map(({ code }) => code) }
    if ((await run({ body })) !== null) goBack()
  }
  const footer = (
    <ActionBar problem={problem}>
      <Button kind="primary" isBusy={isBusy} onClick={() => void save()}>
        记下来
      </Button>
    </ActionBar>
  )
  return (
    <CasePage title="我能帮什么" query={{ data: before, error: null, refetch: () => undefined }} footer={footer}>
      <Callout icon="lightbulb" kind="hint">
        选您真能帮的，有合适的心愿先请您。一周最多请 5 次。
      </Callout>
      <CellGroup>
        <SwitchCell icon="pause" title="最近没空" hint="先请别人" isOn={value.isAway} onChange={(isAway) => change({ isAway })} />
      </CellGroup>
      <Card>
        <SeveralField label="我会的" choices={skills} values={value.skills} onChange={(next) => change({ skills: [...next] })} />
      </Card>
      <Card>
        <SeveralField label="什么时候有空" choices={times} values={value.times} columns={1} onChange={(next) => change({ times: [...next] })} />
      </Card>
      <ReportIn places={value.reportIn} onChange={(reportIn) => change({ reportIn })} />
    </CasePage>
  )
}

/** 双报到: the communities one reported in to, beside one's own. */
function ReportIn({ places, onChange }: { places: Offers['reportIn']; onChange: (places: Offers['reportIn']) => void }) {
  const [isChoosing, setChoosing] = useState(false)
  const without = (code: string) => places.filter((place) => place.code !== code)
  return (
    <Section title="在哪些社区报到">
      <CellGroup>
        {places.map(({ code, name }) => (
          <Cell key={code} icon="map-pin" title={name} value="去掉" onClick={() => onChange(without(code))} />
        ))}
        {places.length < MOST_REPORT_IN && <Cell icon="plus" title="加一个社区或村" hint={`最多 ${MOST_REPORT_IN} 个`} onClick={() => setChoosing(true)} />}
      </CellGroup>
      <AreaPicker
        isOpen={isChoosing}
        title="在哪个社区或村报到"
        onClose={() => setChoosing(false)}
        onChoose={({ code, name }) => {
          onChange([...without(code), { code, name }])
          setChoosing(false)
        }}
      />
    </Section>
  )
}
