import { Input, Text, View } from '@tarojs/components'
import { Icon } from '../../components/icon'

const MOST_LETTERS = 30

interface BoardSearchProps {
  words: string
  /** What is shown now: 各类, 修修补补. */
  kind: string
  onWords: (words: string) => void
  onKind: () => void
}

/** Words in the title, and the kind, in one row. */
export function BoardSearch({ words, kind, onWords, onKind }: BoardSearchProps) {
  return (
    <View className="board-search">
      <View className="board-words">
        <Icon name="search" size="inline" />
        <Input
          className="board-input"
          value={words}
          maxlength={MOST_LETTERS}
          confirmType="search"
          placeholder="找心愿，如“轮椅”"
          placeholderClass="field-placeholder"
          aria-label="找心愿"
          onInput={({ detail }) => onWords(detail.value)}
        />
        {words !== '' && (
          <View className="board-clear" aria-role="button" aria-label="不找了" hoverClass="pressed" onClick={() => onWords('')}>
            <Icon name="x" size="inline" />
          </View>
        )}
      </View>
      <View className="board-category" aria-role="button" aria-label={`现在看${kind}，换一类`} hoverClass="pressed" onClick={onKind}>
        <Text className="lines-1">{kind}</Text>
        <Icon name="chevron-down" size="inline" />
      </View>
    </View>
  )
}
