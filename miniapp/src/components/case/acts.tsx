import { Text, View } from '@tarojs/components'
import type { Abilities } from '@huying/shared/kernel/schema'
import { useState } from 'react'
import { useCommand } from '../../hooks/use-command'
import { useIsElder } from '../../platform/display-mode'
import { ActionBar } from '../action-bar'
import { Button } from '../button'
import { Cell, CellGroup } from '../cell'
import { Icon, type IconName } from '../icon'
import { Sheet } from '../sheet'
import { ActForm } from './act-form'
import { type ActSpec, type ActValues, NO_VALUES } from './act-spec'
import { rankActs, refusedActs } from './act-rank'
import './acts.scss'

/** What is no longer, or not yet, allowed stays visible with its reason. */
export function RefusedActs({ acts, abilities }: { acts: readonly ActSpec[]; abilities: Abilities }) {
  const refused = refusedActs(acts, abilities)
  if (refused.length === 0) return null
  return (
    <View className="card">
      {refused.map(({ label, reason }) => (
        <View key={reason} className="refused-act" aria-label={`${label}，现在不能，${reason}`}>
          <Icon name="lock" size="inline" />
          <Text className="refused-act-label">{label}</Text>
          <Text className="refused-act-reason t-sub c-ink2">{reason}</Text>
        </View>
      ))}
    </View>
  )
}

interface ActsProps {
  acts: readonly ActSpec[]
  /** The key of the act this case asks for now; it is the red one. */
  primary: string | null
  abilities: Abilities
  /** Path parameters of every act. */
  params: Record<string, string>
  /** Query keys that are stale once something was done. */
  refreshes: readonly (readonly unknown[])[]
  /** Acts with a page of their own: the key, and where it leads. */
  pages?: Readonly<Record<string, () => void>>
  /** Where a two-person act now waits for its second person. */
  onProposed?: (act: ActSpec) => void
  /** With the server's answer. */
  onDone?: (act: ActSpec, answer: unknown) => void
  /** One quiet line under the buttons. */
  note?: string
  /** Something beside the acts that is always open, as a phone call; the one red button where nothing else asks. */
  aside?: { label: string; icon: IconName; onClick: () => void } | null
}

/** The thumb zone of a case: what this person may do to it now, each act with the form it needs. Nothing allowed: nothing drawn, but an open form stays and says what came of it. */
export function Acts({ acts, primary, abilities, params, refreshes, pages, onProposed, onDone, note, aside }: ActsProps) {
  const [open, setOpen] = useState<ActSpec | null>(null)
  const [isMore, setMore] = useState(false)
  const ranked = rankActs(acts, abilities, primary, aside ? 1 : 0)
  const isElder = useIsElder()
  const isAsidePrimary = isElder && ranked.primary === null
  // Three words fit a row of 375 px, three words with an icon do not.
  const isRoomy = isElder || ranked.shown.length + (ranked.primary ? 1 : 0) + (ranked.hidden.length > 0 ? 1 : 0) < 2
  const begin = (act: ActSpec) => {
    setMore(false)
    const page = pages?.[act.key]
    if (page) page()
    else setOpen(act)
  }
  const hasButtons = ranked.primary !== null || ranked.shown.length > 0 || Boolean(aside)
  return (
    <>
      {hasButtons && (
        <ActionBar {...(note !== undefined && { note })}>
          {ranked.hidden.length > 0 && <Button onClick={() => setMore(true)}>更多</Button>}
          {ranked.shown.map((act) => (
            <Button key={act.key} onClick={() => begin(act)}>
              {act.button}
            </Button>
          ))}
          {aside && (
            <Button {...(isRoomy && { icon: aside.icon })} kind={isAsidePrimary ? 'primary' : 'default'} onClick={aside.onClick}>
              {aside.label}
            </Button>
          )}
          {ranked.primary && (
            <Button kind="primary" onClick={() => begin(ranked.primary!)}>
              {ranked.primary.button}
            </Button>
          )}
        </ActionBar>
      )}
      <Sheet isOpen={isMore} title="还可以" onClose={() => setMore(false)}>
        <CellGroup>
          {ranked.hidden.map((act) => (
            <Cell key={act.key} title={act.button} onClick={() => begin(act)} />
          ))}
        </CellGroup>
      </Sheet>
      {open && (
        <RunningAct
          key={open.key}
          act={open}
          params={params}
          refreshes={refreshes}
          onClose={() => setOpen(null)}
          onProposed={() => {
            setOpen(null)
            onProposed?.(open)
          }}
          onDone={(answer) => {
            setOpen(null)
            onDone?.(open, answer)
          }}
        />
      )}
    </>
  )
}

interface RunningActProps extends Pick<ActsProps, 'params' | 'refreshes'> {
  act: ActSpec
  onClose: () => void
  onProposed: () => void
  onDone: (answer: unknown) => void
}

/** The form of one act, sent once however often it is tapped. */
export function RunningAct({ act, params, refreshes, onClose, onProposed, onDone }: RunningActProps) {
  const { run, isBusy, problem } = useCommand(act.endpoint, { refreshes, onProposed, ...(act.explainProblem && { explain: act.explainProblem }) })
  async function submit(values: ActValues = NO_VALUES) {
    const answer = await run({ params, body: act.body(values) })
    if (answer !== null) onDone(answer)
  }
  return <ActForm spec={act} isBusy={isBusy} problem={problem} onSubmit={(values) => void submit(values)} onClose={onClose} />
}
