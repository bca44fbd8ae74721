import type { PropsWithChildren } from 'react'
import { ActionBar } from '../action-bar'
import { Button } from '../button'
import { Sheet } from '../sheet'

interface ActSheetProps {
  isOpen: boolean
  title: string
  /** Names the act: 派给县城市管理局. Stays active; a press with something missing says what. */
  submit: string
  /** What is remembered of it, or who hears of it. */
  note?: string
  isBusy: boolean
  problem: string | null
  onSubmit: () => void
  onClose: () => void
}

/** One act that needs words or a choice: its questions, and the one button that does it. */
export function ActSheet({ isOpen, title, submit, note, isBusy, problem, onSubmit, onClose, children }: PropsWithChildren<ActSheetProps>) {
  const footer = (
    <ActionBar problem={problem} {...(note !== undefined && { note })}>
      <Button kind="primary" isBusy={isBusy} onClick={onSubmit}>
        {submit}
      </Button>
    </ActionBar>
  )
  return (
    <Sheet isOpen={isOpen} title={title} onClose={onClose} footer={footer}>
      {children}
    </Sheet>
  )
}
