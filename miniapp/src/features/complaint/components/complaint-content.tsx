import { View } from '@tarojs/components'
import { OUTCOME_LABELS, SATISFACTION_LABELS } from '@huying/shared/complaint/labels'
import { Card } from '../../../components/card'
import { Cell, CellGroup } from '../../../components/cell'
import { Fact } from '../../../components/fact'
import { Photos } from '../../../components/photos'
import { shortPlace } from '../../../components/case/place'
import { isWholeIn, titleOf } from '../../../components/case/title'
import { go } from '../../../platform/navigation'
import { COMPLAINT_PAGES, DEMAND_PAGES, withParams } from '../../../routes'
import type { Complaint } from '../service'
import './complaint-content.scss'

/** What was said, its photos, where it is, and why it came to this desk. */
export function ComplaintContent({ complaint }: { complaint: Complaint }) {
  const { text, uploadIds, answered, address, areaName, isMine, reporter, firstLine, isConfidential } = complaint
  const reason = firstLine.find(({ isDecisive }) => isDecisive)?.reason
  return (
    <Card>
      {!isWholeIn(titleOf(text), text) && <View className="complaint-text">{text}</View>}
      <Photos ids={uploadIds} />
      {answered.map(({ code, label, words }) => (
        <Fact key={code} icon="pencil" isQuiet>{`${label}：${words}`}</Fact>
      ))}
      <Fact icon="map-pin">{address ? `${shortPlace(areaName)}，${address}` : shortPlace(areaName)}</Fact>
      {!isMine && <Fact icon="user">{`${reporter} 反映${isConfidential ? '（不公开是谁）' : ''}`}</Fact>}
      {isMine && isConfidential && <Fact icon="eye-off">您选了不让别人看到您是谁</Fact>}
      {!isMine && reason && <Fact icon="navigation" isQuiet>{reason}</Fact>}
    </Card>
  )
}

/** What was done about it and what the resident said of that. */
export function ComplaintEnding({ complaint }: { complaint: Complaint }) {
  const { outcome, resolution, resolutionUploadIds, confirmation } = complaint
  if (outcome === null && confirmation === null) return null
  return (
    <Card>
      {outcome && <View className="t-heading">{OUTCOME_LABELS[outcome]}</View>}
      {resolution && <View className="complaint-text">{resolution}</View>}
      <Photos ids={resolutionUploadIds} label="办好的照片" />
      {confirmation?.satisfied && <Fact icon="circle-check">{answerWords(confirmation)}</Fact>}
      {confirmation?.comment && <Fact icon="pencil" isQuiet>{`“${confirmation.comment}”`}</Fact>}
      {confirmation?.by === 'clock' && <Fact icon="clock" isQuiet>没有等到评价，到期办结</Fact>}
    </Card>
  )
}

function answerWords({ contacted, solved, satisfied }: NonNullable<Complaint['confirmation']>): string {
  return [contacted ? '联系过' : '没联系', solved ? '解决了' : '没解决', satisfied && SATISFACTION_LABELS[satisfied]].filter(Boolean).join('，')
}

/** It does not belong here: why, by which law, and where to go instead. */
export function ComplaintDecline({ complaint: { decline, state } }: { complaint: Complaint }) {
  if (!decline || state !== 'declined') return null
  return (
    <Card>
      <View className="t-heading">{decline.label}</View>
      <Fact icon="navigation">{`可以找：${decline.whereToGo}`}</Fact>
      <Fact icon="book" isQuiet>{`依据：${decline.basis}`}</Fact>
    </Card>
  )
}

/** What was asked of the reporter and what they answered. */
export function ComplaintQuestions({ complaint: { questions, isMine, state, isUnanswered } }: { complaint: Complaint }) {
  if (questions.length === 0) return null
  return (
    <Card>
      {questions.map(({ question, askedAt, answer }) => (
        <View key={askedAt}>
          <Fact icon="circle-help">{`问${isMine ? '您' : '居民'}：${question}`}</Fact>
          <Fact icon="pencil" isQuiet>{answer ?? '还没有补充'}</Fact>
        </View>
      ))}
      {state === 'awaiting_resident' && <Fact icon="pause">{isMine ? '等您补充的时候，办理暂停计时' : '等居民补充的时候，办理暂停计时'}</Fact>}
      {isUnanswered && <Fact icon="clock" isQuiet>到时间没有补充，已经接着办</Fact>}
    </Card>
  )
}

/** It is handled together with another one: the way there, for whoever may read that; the reporter of this one only reads that it is. */
export function FollowedCase({ complaint: { mergedIntoId, isMine } }: { complaint: Complaint }) {
  if (mergedIntoId === null) return null
  return isMine ? (
    <Card>
      <Fact icon="users">已经有人反映过同一件事，放在一起办</Fact>
      <Fact icon="circle-check" isQuiet>办到哪一步都会告诉您，办完也请您评价</Fact>
    </Card>
  ) : (
    <CellGroup>
      <Cell icon="users" title="和这一件一起办" onClick={() => void go(withParams(COMPLAINT_PAGES.detail, { id: mergedIntoId }))} />
    </CellGroup>
  )
}

/** The way to the ledger, for those who work on it. */
export function LedgerLink({ complaint }: { complaint: Complaint }) {
  const { demandId, demandNumber, isMine } = complaint
  if (demandId === null || isMine) return null
  return (
    <CellGroup>
      <Cell icon="file-text" title="需求台账" value={demandNumber ?? ''} onClick={() => void go(withParams(DEMAND_PAGES.detail, { id: demandId }))} />
    </CellGroup>
  )
}
