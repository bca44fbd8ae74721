import { Text, View } from '@tarojs/components'
import { Button } from '../../../components/button'
import { Field } from '../../../components/field'
import { Icon } from '../../../components/icon'

interface TagListProps {
  label: string
  help?: string
  tags: readonly { value: string; label: string }[]
  add: string
  onAdd: () => void
  onRemove: (value: string) => void
}

/** What was chosen of many, each with a way out, and the way to more. */
export function TagList({ label, help, tags, add, onAdd, onRemove }: TagListProps) {
  return (
    <Field label={label} {...(help !== undefined && { help })}>
      <View className="desk-tags">
        {tags.map((tag) => (
          <View key={tag.value} className="desk-tag" aria-role="button" aria-label={`${tag.label}，去掉`} hoverClass="pressed" onClick={() => onRemove(tag.value)}>
            <Text>{tag.label}</Text>
            <Icon name="x" size="inline" />
          </View>
        ))}
        <Button kind="soft" size="small" icon="plus" onClick={onAdd}>
          {add}
        </Button>
      </View>
    </Field>
  )
}
