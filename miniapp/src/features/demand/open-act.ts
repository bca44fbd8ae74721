import { areaContract } from '@huying/shared/area/contract'
import { catalogueContract } from '@huying/shared/catalogue/contract'
import { NATURES } from '@huying/shared/demand/catalogue'
import { demandContract } from '@huying/shared/demand/contract'
import { type ActSpec, pickField, reasonField, word } from '../../components/case/act-spec'

const COMMUNITY_DIGITS = 12
const MOST_AREAS = 100

/** 直接记台账: what an inspection or a meeting found, without a complaint behind it. `areaCode`: the community or town one answers for. */
export const openDemandAct = (areaCode: string): ActSpec => ({
  key: 'create', button: '直接记台账', title: '巡查、会上发现的，直接记台账', explain: ['不用先有居民反映', '记下以后由轮值会长派单；没有会长的，由街道派'],
  fields: [
    pickField({
      name: 'areaCode', label: '在哪里', missing: '选一个地方', none: '没有下一级的地方',
      endpoint: areaContract.list,
      input: { query: { parent: areaCode, kind: areaCode.length === COMMUNITY_DIGITS ? 'grid' : 'community', limit: MOST_AREAS } },
      choicesOf: ({ items }) => items.map(({ code, name }) => ({ value: code, label: name })),
    }),
    pickField({
      name: 'category', label: '是哪一类事', missing: '选一类', none: '类别没有打开',
      endpoint: catalogueContract.get, input: { params: { name: 'complaint-categories' } }, choicesOf: ({ items }) => items.map(({ code, label }) => ({ value: code, label })),
    }),
    { kind: 'choice', name: 'nature', label: '问题性质', columns: 2, missing: '选一种问题性质', choices: NATURES.map(({ code, label }) => ({ value: code, label })) },
    { kind: 'text', name: 'text', label: '看到了什么', placeholder: '如：河堤护栏断了一截，有三米', maxLength: 1000, missing: '写一句看到了什么' },
    reasonField('社区为什么办不了', '如：护栏归水利局管'),
  ],
  submit: '记入台账', endpoint: demandContract.create,
  body: (values) => ({
    areaCode: word(values, 'areaCode'), category: word(values, 'category'), nature: word(values, 'nature'), text: word(values, 'text'), reason: word(values, 'reason'),
  }),
})
