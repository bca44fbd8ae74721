import { COMPLAINT_CATEGORY_GROUPS } from '@huying/shared/complaint/catalogue'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Cell, CellGroup } from '../../../components/cell'
import { FilterPills } from '../../../components/field'
import { Sheet } from '../../../components/sheet'

interface CategorySheetProps {
  isOpen: boolean
  value: string
  onChoose: (code: string) => void
  onClose: () => void
}

const groupOf = (code: string): string =>
  COMPLAINT_CATEGORY_GROUPS.find(({ categories }) => categories.some((category) => category.code === code))?.code ?? COMPLAINT_CATEGORY_GROUPS[0].code
const GROUPS = COMPLAINT_CATEGORY_GROUPS.map(({ code, label }) => ({ value: code as string, label }))

/** 换一类: a group, then one of its few categories with an example in plain words. */
export function CategorySheet({ isOpen, value, onChoose, onClose }: CategorySheetProps) {
  const [chosen, setChosen] = useState<string | null>(null)
  const group = COMPLAINT_CATEGORY_GROUPS.find(({ code }) => code === (chosen ?? groupOf(value)))
  return (
    <Sheet isOpen={isOpen} title="是哪一类事" onClose={onClose}>
      <View className="category-groups">
        <FilterPills choices={GROUPS} value={group?.code ?? ''} onChange={setChosen} />
      </View>
      <CellGroup>
        {group?.categories.map(({ code, label, example }) => (
          <Cell key={code} title={label} hint={example} {...(code === value && { value: '现在是这类' })} onClick={() => onChoose(code)} />
        ))}
      </CellGroup>
    </Sheet>
  )
}
