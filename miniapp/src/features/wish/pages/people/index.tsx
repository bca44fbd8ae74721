import { sayMoment } from '@huying/shared/kernel/words-for-time'
import { wishContract } from '@huying/shared/wish/contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { ActionBar } from '../../../../components/action-bar'
import { Button } from '../../../../components/button'
import { Callout } from '../../../../components/callout'
import { CasePage } from '../../../../components/case/case-frame'
import { Card } from '../../../../components/card'
import { Cell, CellGroup } from '../../../../components/cell'
import { Fact } from '../../../../components/fact'
import { TextAreaField } from '../../../../components/field'
import { PersonRow } from '../../../../components/person-row'
import { Section } from '../../../../components/section'
import { StateView } from '../../../../components/state-view'
import { useCommand } from '../../../../hooks/use-command'
import { useNow } from '../../../../platform/clock'
import { useIsElder } from '../../../../platform/display-mode'
import { goBack } from '../../../../platform/navigation'
import { usePageParam } from '../../../../platform/page-events'
import { WishHead } from '../../components/wish-head'
import { fitnessWords, RANKING_WORDS } from '../../labels'
import { useWish, type Wish, WISH_KEYS } from '../../service'
import { type Candidate, type People, peopleOf } from '../../people'
import { useRouting } from '../../use-routing'
import { may } from '../../view-model'

const REASON_LETTERS = 200

/** 请了哪些党员: who was asked in which order and why; where nobody came forward, one of them is asked by the branch or the community. */
export default function PeoplePage() {
  const id = usePageParam('id')
  const wish = useWish(id)
  const routing = useRouting(id, true)
  const title = wish.data && may(wish.data, 'assign') ? '安排党员来帮' : '请了哪些党员'
  if (!wish.data || !routing.data) return <CasePage title={title} query={wish.data ? routing : wish} />
  return <WhoHelps title={title} wish={wish.data} people={peopleOf(routing.data)} />
}

interface WhoHelpsProps {
  title: string
  wish: Wish
  people: People
}

function WhoHelps({ title, wish, people }: WhoHelpsProps) {
  const [chosen, setChosen] = useState<Candidate | null>(null)
  const [reason, setReason] = useState('')
  const { run, isBusy, problem, setProblem } = useCommand(wishContract.assign, { refreshes: WISH_KEYS })
  const isAssigning = may(wish, 'assign')
  const choice = isAssigning ? { chosen, onChoose: setChosen } : null

  async function assign() {
    if (!chosen) return setProblem('先选一位党员')
    const body = { memberId: chosen.memberId, ...(reason.trim() && { reason: reason.trim() }) }
    if ((await run({ params: { id: wish.id }, body })) !== null) goBack()
  }
  const footer = isAssigning && (
    <ActionBar problem={problem} note="他手上已有 3 个的，可以再多安排 1 个">
      <Button kind="primary" isBusy={isBusy} onClick={() => void assign()}>
        {chosen ? `请 ${chosen.who} 来帮` : '选一位来帮'}
      </Button>
    </ActionBar>
  )
  return (
    <CasePage title={title} query={{ data: people, error: null, refetch: () => undefined }} footer={footer}>
      <WishHead wish={wish} />
      {people.asked.length + people.waiting.length === 0 ? (
        <StateView icon="users" title="还没有请过谁" text="公开以后，一圈一圈请党员来帮，请了谁会在这里" />
      ) : (
        <>
          <Callout icon="circle-help" kind="quiet" title="怎么排的">
            {RANKING_WORDS}
          </Callout>
          <PeopleSection title="请过的" people={people.asked} choice={choice} />
          <PeopleSection title="还没请到的" people={people.waiting} choice={choice} />
          {isAssigning && chosen && (
            <Card>
              <TextAreaField label="想对他说一句（可不写）" value={reason} placeholder="如：您家离得近，又会水电" maxLength={REASON_LETTERS} onChange={setReason} />
            </Card>
          )}
          <LeftOut people={people} />
        </>
      )}
    </CasePage>
  )
}

/** So many rows a section shows before one asks for more. */
const SHOWN = 10

interface PeopleSectionProps {
  title: string
  people: readonly Candidate[]
  choice: { chosen: Candidate | null; onChoose: (candidate: Candidate) => void } | null
}

function PeopleSection({ title, people, choice }: PeopleSectionProps) {
  const now = useNow()
  const isElder = useIsElder()
  const [most, setMost] = useState(SHOWN)
  if (people.length === 0) return null
  const rest = people.length - most
  return (
    <Section title={`${title} ${people.length} 位`}>
      <CellGroup>
        {people.slice(0, most).map((one) => (
          <PersonRow
            key={one.memberId}
            name={one.who}
            words={fitnessWords(one)}
            {...(one.askedAt !== null && { aside: `${sayMoment(new Date(one.askedAt), now, { isElder })} 请的` })}
            {...(choice && { isChosen: choice.chosen?.memberId === one.memberId, onClick: () => choice.onChoose(one) })}
          />
        ))}
        {rest > 0 && <Cell title={`再看 ${Math.min(rest, SHOWN)} 位`} icon="more" onClick={() => setMost(most + SHOWN)} />}
      </CellGroup>
    </Section>
  )
}

/** Who was left out, by reason, and that the order can be made again from what was stored. */
function LeftOut({ people: { leftOut, isReproduced } }: { people: People }) {
  return (
    <View className="people-foot">
      {leftOut.length > 0 && (
        <Section title="没有请的">
          <CellGroup>
            {leftOut.map(({ reason, count }) => (
              <Cell key={reason} title={reason} value={`${count} 位`} />
            ))}
          </CellGroup>
        </Section>
      )}
      <Fact icon={isReproduced ? 'shield-check' : 'circle-alert'} isQuiet>
        {isReproduced ? '刚按当时存下的情况重排了一遍，结果一样' : '按当时存下的情况重排，结果和当时不一样，请告诉街道'}
      </Fact>
    </View>
  )
}
