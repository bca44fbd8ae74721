import { type MovedCase, rulesContract, type RuleBody } from '@huying/shared/catalogue/rules-contract'
import type { Answer } from '@huying/shared/kernel/endpoint'
import { sayDate } from '@huying/shared/kernel/words-for-time'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Callout } from '../../../components/callout'
import { Fact } from '../../../components/fact'
import { useCommand } from '../../../hooks/use-command'
import { useNow } from '../../../platform/clock'

type Compared = Answer<typeof rulesContract.compare>
const PAGE = 20

/** 比一比: which cases of the last year would go elsewhere by the draft. */
export function Comparison({ rules }: { rules: readonly RuleBody[] }) {
  const [found, setFound] = useState<{ by: readonly RuleBody[]; answer: Compared } | null>(null)
  const { run, isBusy, problem } = useCommand(rulesContract.compare, { refreshes: [] })
  const isOld = found !== null && found.by !== rules
  async function compare(cursor?: string) {
    const answer = await run({ body: { rules: [...rules], limit: PAGE, ...(cursor !== undefined && { cursor }) } })
    if (!answer) return
    setFound(cursor !== undefined && found ? { by: rules, answer: { ...answer, items: [...found.answer.items, ...answer.items] } } : { by: rules, answer })
  }
  return (
    <View className="card">
      <View className="t-sub c-ink2">拿过去一年的台账，按改过的规则重新走一遍，和现在在用的比。只看，不动任何一件。</View>
      <View className="desk-buttons">
        <Button size="small" kind="yes" isBusy={isBusy} onClick={() => void compare()}>
          比一比
        </Button>
      </View>
      {problem && <Callout kind="warning" icon="circle-alert">{problem}</Callout>}
      {isOld && <Callout kind="info" icon="refresh">规则又改了，下面是改之前比的</Callout>}
      {found && <Found answer={found.answer} />}
      {found?.answer.nextCursor && !isOld && (
        <View className="desk-buttons">
          <Button size="small" isBusy={isBusy} onClick={() => void compare(found.answer.nextCursor!)}>
            再看 20 件
          </Button>
        </View>
      )}
    </View>
  )
}

function Found({ answer: { cases, elsewhere, otherAssists, items } }: { answer: Compared }) {
  return (
    <View className="desk-part">
      <View className="t-strong">{elsewhere > 0 ? `一年 ${cases} 件里，${elsewhere} 件会派到别处` : `一年 ${cases} 件，一件也不会派到别处`}</View>
      {otherAssists > 0 && <Fact icon="users" isQuiet>{`另有 ${otherAssists} 件主办不变，只换协办`}</Fact>}
      {items.map((one) => (
        <Moved key={one.demandId} one={one} />
      ))}
    </View>
  )
}

const routeOf = ({ leadUnitName, assistUnitNames, ruleLabel }: MovedCase['before']): string =>
  leadUnitName === null ? '没有建议' : `${[leadUnitName, ...assistUnitNames].join('、')}（${ruleLabel ?? ''}）`

function Moved({ one: { number, categoryLabel, areaName, createdAt, before, after } }: { one: MovedCase }) {
  const now = useNow()
  return (
    <View className="desk-line">
      <View className="t-sub c-ink2">{[number, categoryLabel, areaName, sayDate(new Date(createdAt), now)].join(' · ')}</View>
      <View className="t-sub">{`现在：${routeOf(before)}`}</View>
      <View className="t-sub t-strong">{`改后：${routeOf(after)}`}</View>
    </View>
  )
}
