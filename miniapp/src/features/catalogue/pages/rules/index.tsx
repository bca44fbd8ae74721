import { rulesContract, type RuleBody } from '@huying/shared/catalogue/rules-contract'
import type { CatalogueFault } from '@huying/shared/catalogue/versions'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../../components/button'
import { StateView } from '../../../../components/state-view'
import { Tabs } from '../../../../components/tabs'
import { useCommand } from '../../../../hooks/use-command'
import { goHome } from '../../../../platform/navigation'
import { Bench } from '../../components/bench'
import { Comparison } from '../../components/comparison'
import { Column, Columns, DeskOnly, DeskPage } from '../../components/desk-page'
import { EditBar } from '../../components/edit-bar'
import { FaultSummary } from '../../components/faults'
import type { Publication } from '../../components/publish-sheet'
import { RuleForm } from '../../components/rule-form'
import { RuleRow } from '../../components/rule-row'
import { VersionNote } from '../../components/version-note'
import { Versions } from '../../components/versions'
import { freshCode, inserted, moved, replaced, without } from '../../order'
import type { RuleNames } from '../../rule-words'
import { RULE_KEYS, useAreaNames, useRules, useRuleUnits } from '../../service'
import { useEdit } from '../../use-edit'
import './index.scss'

type Known = NonNullable<ReturnType<typeof useRules>['data']>
type Edit = ReturnType<typeof useEdit<RuleBody[]>>

const TABS = [
  { key: 'edit', label: '改这条' },
  { key: 'bench', label: '试一试' },
  { key: 'compare', label: '比一比' },
  { key: 'versions', label: '各个版本' },
] as const
type Tab = (typeof TABS)[number]['key']

/** 派单目录: the rules in their order, edited, tried and compared before they count. */
export default function RulesPage() {
  return (
    <DeskOnly title="派单目录">
      <Loaded />
    </DeskOnly>
  )
}

function Loaded() {
  const query = useRules()
  return query.data ? <Desk known={query.data} query={query} /> : <DeskPage title="派单目录" query={query} />
}

function Desk({ known, query }: { known: Known; query: ReturnType<typeof useRules> }) {
  const { inForce, newest } = known
  const edit = useEdit('rules', { version: newest.version, content: newest.rules })
  const check = useCommand(rulesContract.check, { refreshes: [] })
  const publish = useCommand(rulesContract.publish, { refreshes: RULE_KEYS, explain: edit.explain })
  async function look() {
    const answer = await check.run({ body: { rules: edit.content } })
    if (answer) edit.setFaults(answer.faults)
  }
  async function send(publication: Publication): Promise<boolean> {
    const answer = await publish.run({ body: { rules: edit.content, basedOn: edit.basedOn, ...publication } })
    if (answer) edit.giveUp()
    return answer !== null
  }
  if (newest.abilities.edit !== true) return <DeskPage title="派单目录" query={query}><StateView icon="lock" title="只有管理员能改派单目录" action={{ label: '回首页', onClick: goHome }} /></DeskPage>
  return (
    <DeskPage
      title="派单目录"
      query={query}
      footer={
        <EditBar isChanged={edit.isChanged} isBehind={edit.isBehind} isBusy={publish.isBusy} isChecking={check.isBusy} problem={publish.problem ?? check.problem} onCheck={() => void look()} onPublish={send} onGiveUp={edit.giveUp} />
      }
    >
      <VersionNote inForce={inForce} newest={newest} />
      <Rules edit={edit} broken={newest.faults} />
    </DeskPage>
  )
}

/** `broken`: what is wrong with the rules as they were published, as units stand now. */
function Rules({ edit, broken }: { edit: Edit; broken: readonly CatalogueFault[] }) {
  const { content: rules, change } = edit
  const [index, setIndex] = useState(0)
  const [tab, setTab] = useState<Tab>('edit')
  const units = useRuleUnits()
  const names: RuleNames = { units: new Map(units.map(({ code, name }) => [code, name])), areas: useAreaNames(rules) }
  const faults = edit.faults ?? (edit.isChanged ? [] : broken)
  const rule = rules[index]
  function add() {
    const fresh: RuleBody = { code: freshCode('rule', rules.map(({ code }) => code)), label: '新的规则', when: {}, lead: { by: 'town' }, assists: [] }
    change(inserted(rules, index, fresh))
    setTab('edit')
  }
  function move(from: number, by: -1 | 1) {
    change(moved(rules, from, by))
    setIndex(from === index ? from + by : from + by === index ? from : index)
  }
  return (
    <>
      <FaultSummary faults={edit.faults ?? (edit.isChanged || broken.length === 0 ? null : broken)} where="规则" />
      <Columns>
        <Column isWide>
          <View className="desk-buttons rules-add">
            <Button size="small" icon="plus" onClick={add}>
              {rule ? '在选中的前面加一条' : '加一条'}
            </Button>
          </View>
          {rules.map((one, at) => (
            <RuleRow
              key={one.code} rule={one} number={at + 1} isLast={at === rules.length - 1} isChosen={at === index} names={names}
              faults={faults.filter((fault) => fault.at === one.code)} onChoose={() => setIndex(at)} onMove={(by) => move(at, by)}
            />
          ))}
        </Column>
        <Column>
          <Tabs tabs={TABS} current={tab} onChange={(key) => setTab(key as Tab)} />
          {tab === 'edit' && rule && (
            <RuleForm
              key={rule.code} rule={rule} names={names} units={units} onChange={(next) => change(replaced(rules, index, next))}
              onRemove={() => {
                change(without(rules, index))
                setIndex(Math.max(0, index - 1))
              }}
            />
          )}
          {tab === 'bench' && <Bench rules={rules} />}
          {tab === 'compare' && <Comparison rules={rules} />}
          {tab === 'versions' && <Versions name="rule-versions" endpoint={rulesContract.versions} />}
        </Column>
      </Columns>
    </>
  )
}
