import { View } from '@tarojs/components'
import { ChoiceField, TextField } from '../../../../components/field'
import { ABOUT_STAFF_CATEGORY, categoryIn } from '../../draft'
import type { NewComplaintForm } from '../../use-new-complaint'

const ABOUT = [{ value: 'gridLeader', label: '片长' }, { value: 'communityWorker', label: '社区干部' }, { value: 'other', label: '别的人' }] as const

/** Whom a complaint about conduct is about: the first line never handles what is said of it. */
export function AboutField({ form: { draft, change, problemAt } }: { form: NewComplaintForm }) {
  if (categoryIn(draft) !== ABOUT_STAFF_CATEGORY) return null
  return (
    <View className="card" id="field-about">
      <ChoiceField
        label="说的是谁"
        choices={ABOUT}
        value={draft.aboutRole}
        error={problemAt('about')}
        help="说片长或社区干部的，直接交给街道（镇），他们看不到是您"
        onChange={(aboutRole) => change({ aboutRole })}
      />
    </View>
  )
}

/** For whom a grid leader writes, and that they were asked to. */
export function BehalfCard({ form: { draft, change, problemAt } }: { form: NewComplaintForm }) {
  const set = (part: Partial<typeof draft.behalf>) => change({ behalf: { ...draft.behalf, ...part } })
  return (
    <View className="card complaint-behalf">
      <TextField id="field-behalfName" label="替谁反映" value={draft.behalf.name} placeholder="居民的姓名" maxLength={30} error={problemAt('behalfName')} onChange={(name) => set({ name })} />
      <TextField
        id="field-behalfPhone" label="他的手机号（可不写）" type="number" value={draft.behalf.phone} placeholder="办完好问他满不满意" maxLength={11}
        help="看一次记一次" error={problemAt('behalfPhone')} onChange={(phone) => set({ phone })}
      />
      <TextField
        id="field-behalfAuthority" label="他是怎么托您的" value={draft.behalf.authority} placeholder="如：上门走访时本人当面请我代报" maxLength={200}
        error={problemAt('behalfAuthority')} onChange={(authority) => set({ authority })}
      />
    </View>
  )
}
