import { WISH_CATEGORIES } from '@huying/shared/wish/catalogue'
import { ActSheet } from '../../../components/case/act-sheet'
import { ChoiceField } from '../../../components/field'
import { AGES, type BoardFilter } from '../board'

const ALL = 'all'
const CHOICES = [{ value: ALL, label: '各类都看' }, ...WISH_CATEGORIES.map(({ code, label }) => ({ value: code as string, label }))]

interface CategorySheetProps {
  isOpen: boolean
  filter: BoardFilter
  onChange: (part: Partial<BoardFilter>) => void
  onClose: () => void
}

/** 看哪一类, and how long it has been waiting. */
export function CategorySheet({ isOpen, filter, onChange, onClose }: CategorySheetProps) {
  return (
    <ActSheet isOpen={isOpen} title="看哪些心愿" submit="看这些" isBusy={false} problem={null} onSubmit={onClose} onClose={onClose}>
      <ChoiceField label="等了多久？" choices={AGES} value={filter.age} columns={2} onChange={(age) => onChange({ age })} />
      <ChoiceField label="是哪一类？" choices={CHOICES} value={filter.category ?? ALL} columns={2} onChange={(choice) => onChange({ category: choice === ALL ? null : choice })} />
    </ActSheet>
  )
}
