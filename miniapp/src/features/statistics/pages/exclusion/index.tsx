import { sayMoment } from '@huying/shared/kernel/words-for-time'
import { Acts, RefusedActs } from '../../../../components/case/acts'
import { CaseHead, CasePage } from '../../../../components/case/case-frame'
import { Card } from '../../../../components/card'
import { Chip } from '../../../../components/chip'
import { Fact } from '../../../../components/fact'
import { useNow } from '../../../../platform/clock'
import { usePageParam } from '../../../../platform/page-events'
import { EXCLUSION_ACTS } from '../../exclusion-acts'
import { countedWords, reasonWord, stateWord, toneOf } from '../../exclusion-words'
import { EXCLUSION_KEYS, type Exclusion, useExclusion } from '../../exclusions-service'

/** One case that was left out of the rates: why, what its reporter says to it, and what was decided. */
export default function ExclusionPage() {
  const id = usePageParam('id')
  const query = useExclusion(id)
  const exclusion = query.data
  const footer = exclusion && <Acts acts={EXCLUSION_ACTS} primary={exclusion.state === 'objected' ? 'decide-objection' : null} abilities={exclusion.abilities} params={{ id }} refreshes={EXCLUSION_KEYS} />
  return (
    <CasePage title="不计入三率" query={query} footer={footer}>
      {exclusion && <Content exclusion={exclusion} />}
    </CasePage>
  )
}

function Content({ exclusion }: { exclusion: Exclusion }) {
  const now = useNow()
  const { complaintNumber, basis, createdAt, objection, objectedAt, decision, decidedAt } = exclusion
  const at = (moment: string) => sayMoment(new Date(moment), now)
  return (
    <>
      <CaseHead title={`诉求 ${complaintNumber}`} meta={reasonWord(exclusion)} />
      <Card>
        <Chip tone={toneOf(exclusion)}>{stateWord(exclusion)}</Chip>
        <Fact icon="chart" isQuiet>{countedWords(exclusion)}</Fact>
        <Fact icon="file-text">{`依据：${basis}`}</Fact>
        <Fact icon="clock" isQuiet>{`${at(createdAt)} 起`}</Fact>
      </Card>
      {objection !== null && objectedAt !== null && (
        <Card>
          <Fact icon="user">{`反映人不同意：${objection}`}</Fact>
          <Fact icon="clock" isQuiet>{at(objectedAt)}</Fact>
        </Card>
      )}
      {decision !== null && decidedAt !== null && (
        <Card>
          <Fact icon="scale">{`决定：${decision}`}</Fact>
          <Fact icon="clock" isQuiet>{at(decidedAt)}</Fact>
        </Card>
      )}
      <RefusedActs acts={EXCLUSION_ACTS} abilities={exclusion.abilities} />
    </>
  )
}
