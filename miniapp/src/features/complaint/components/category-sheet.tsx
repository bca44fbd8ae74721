import { View } from '@tarojs/components'
import { useState } from 'react'
import { offeredGroups } from '../../../components/case/category'
import { Cell, CellGroup } from '../../../components/cell'
import { FilterPills } from '../../../components/field'
import { Sheet } from '../../../components/sheet'

interface CategorySheetProps {
  isOpen: boolean
  value: string
  onChoose: (code: string) => void
  onClose: () => void
}

/** 换一类: a group, then one of its few categories with an example in plain words. */
export function CategorySheet({ isOpen, value, onChoose, onClose }: CategorySheetProps) {
  const [chosen, setChosen] = useState<string | null>(null)
  const groups = offeredGroups()
  const own = groups.find(({ categories }) => categories.some((category) => category.code === value))
  const group = groups.find(({ code }) => code === chosen) ?? own ?? groups[0]
  return (
    <Sheet isOpen={isOpen} title="是哪一类事" onClose={onClose}>
      <View className="category-groups">
        <FilterPills choices={groups.map(({ code, label }) => ({ value: code, label }))} value={group?.code ?? ''} onChange={setChosen} />
      </View>
      <CellGroup>
        {group?.categories.map(({ code, label, example }) => (
          <Cell key={code} title={label} hint={example} {...(code === value && { value: '现在是这类' })} onClick={() => onChoose(code)} />
        ))}
      </CellGroup>
    </Sheet>
  )
}
