import { useState } from 'react'
import { ActionBar } from '../../../components/action-bar'
import { Button } from '../../../components/button'
import { type Publication, PublishSheet } from './publish-sheet'

interface EditBarProps {
  isChanged: boolean
  isBehind: boolean
  /** Proposed already; a second person decides. */
  isWaiting?: boolean
  isBusy: boolean
  isChecking: boolean
  problem: string | null
  onCheck: () => void
  onPublish: (publication: Publication) => Promise<boolean>
  onGiveUp: () => void
}

/** Under every edit: give it up, have it looked at, publish it. */
export function EditBar({ isChanged, isBehind, isWaiting = false, isBusy, isChecking, problem, onCheck, onPublish, onGiveUp }: EditBarProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <ActionBar problem={isOpen ? null : problem} note={isBehind ? '别人刚发布了新的一版，放弃这些修改，再在新版上改' : isChanged ? '改了还没发布，只存在这台电脑上' : '还没改'}>
        {isChanged && <Button onClick={onGiveUp}>放弃修改</Button>}
        <Button isBusy={isChecking} onClick={onCheck}>
          查一查
        </Button>
        <Button kind="primary" isDisabled={!isChanged || isBehind || isWaiting} onClick={() => setOpen(true)}>
          发布
        </Button>
      </ActionBar>
      <PublishSheet isOpen={isOpen} isBusy={isBusy} problem={problem} onClose={() => setOpen(false)} onPublish={(publication) => void onPublish(publication).then((isOver) => isOver && setOpen(false))} />
    </>
  )
}
