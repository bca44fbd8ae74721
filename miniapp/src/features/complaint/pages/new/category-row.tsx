import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { categoryWord } from '../../../../components/case/category'
import { Icon } from '../../../../components/icon'
import { CategorySheet } from '../../components/category-sheet'
import { categoryIn } from '../../draft'
import type { NewComplaintForm } from '../../use-new-complaint'

/** The category the words speak of, and the way to another one. */
export function CategoryRow({ form: { draft, change } }: { form: NewComplaintForm }) {
  const [isOpen, setOpen] = useState(false)
  const category = categoryIn(draft)
  const label = categoryWord(category)
  return (
    <>
      <View className="category-row" aria-role="button" aria-label={`类别，${label}，换一类`} hoverClass="pressed" onClick={() => setOpen(true)}>
        <Text className="c-ink2 category-row-name">类别</Text>
        <Text className="t-strong category-row-value">{label}</Text>
        <View className="category-row-change t-link">
          <Text>换一类</Text>
          <Icon name="chevron-right" size="inline" />
        </View>
      </View>
      <CategorySheet
        isOpen={isOpen}
        value={category}
        onChoose={(code) => {
          change({ category: code })
          setOpen(false)
        }}
        onClose={() => setOpen(false)}
      />
    </>
  )
}
