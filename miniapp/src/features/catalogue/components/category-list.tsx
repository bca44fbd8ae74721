import type { CategoryGroup } from '@huying/shared/complaint/categories'
import type { CatalogueFault } from '@huying/shared/catalogue/versions'
import { Text, View } from '@tarojs/components'
import { Button } from '../../../components/button'
import { Chip } from '../../../components/chip'
import { FilterPills, TextField } from '../../../components/field'
import { addCategory, addGroup, type Spot, withCategories, withGroup } from '../category-draft'
import { moved } from '../order'
import { FaultLines } from './faults'
import { Moves } from './moves'

interface CategoryListProps {
  groups: readonly CategoryGroup[]
  spot: Spot
  faults: readonly CatalogueFault[]
  onChange: (groups: CategoryGroup[]) => void
  onSpot: (spot: Spot) => void
}

/** Two levels: the groups, and the categories of the one chosen, in the order in which residents see them. */
export function CategoryList({ groups, spot, faults, onChange, onSpot }: CategoryListProps) {
  const group = groups[spot.group]
  const put = ({ groups: next, spot: at }: { groups: CategoryGroup[]; spot: Spot }) => {
    onChange(next)
    onSpot(at)
  }
  const moveGroup = (by: -1 | 1) => put({ groups: moved(groups, spot.group, by), spot: { group: spot.group + by, category: spot.category } })
  return (
    <View>
      <FilterPills choices={groups.map(({ code, label }) => ({ value: code, label }))} value={group?.code ?? ''} onChange={(code) => onSpot({ group: groups.findIndex((one) => one.code === code), category: 0 })} />
      <View className="desk-buttons">
        <Button size="small" icon="plus" onClick={() => put(addGroup(groups))}>
          加一组
        </Button>
      </View>
      {group && (
        <>
          <View className="card category-group">
            <View className="question-form-head">
              <View className="question-form-title">
                <TextField label="这一组的名称" value={group.label} maxLength={12} onChange={(label) => onChange(withGroup(groups, spot.group, { label }))} />
              </View>
              <Moves name={group.label} isFirst={spot.group === 0} isLast={spot.group === groups.length - 1} onMove={moveGroup} />
            </View>
            <FaultLines faults={faults.filter(({ at }) => at === group.code)} />
          </View>
          {group.categories.map(({ code, label, isActive, questions }, at) => (
            <View
              key={code} className={`desk-row ${at === spot.category ? 'desk-row-on' : ''} ${isActive ? '' : 'desk-row-off'}`} aria-role="button" aria-label={`类别，${label}`}
              aria-pressed={at === spot.category} hoverClass="pressed" onClick={() => onSpot({ group: spot.group, category: at })}
            >
              <View className="desk-row-words">
                <Text className="t-strong">{label}</Text>
                {!isActive && <Chip tone="closed">停用</Chip>}
                <View className="t-sub c-ink2">{questions.length > 0 ? `问 ${questions.length} 个问题` : '不另外问'}</View>
                <FaultLines faults={faults.filter((fault) => fault.at === code)} />
              </View>
              <Moves
                name={label} isFirst={at === 0} isLast={at === group.categories.length - 1}
                onMove={(by) => put({ groups: withCategories(groups, spot.group, (categories) => moved(categories, at, by)), spot: { group: spot.group, category: at + by } })}
              />
            </View>
          ))}
          <View className="desk-buttons">
            <Button size="small" icon="plus" onClick={() => put(addCategory(groups, spot.group))}>
              加一类
            </Button>
          </View>
        </>
      )}
    </View>
  )
}
