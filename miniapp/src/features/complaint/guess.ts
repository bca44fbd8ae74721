import type { ComplaintKindCode } from '@huying/shared/complaint/catalogue'
import type { Category } from '@huying/shared/complaint/categories'
import { categoryOf, offeredCategories } from '../../components/case/category'

/** Words by which residents name a thing, beside the category's own label and example. */
const TELLING_WORDS: Readonly<Record<string, readonly string[]>> = {
  'sanitation-garbage': ['垃圾', '没人清', '脏乱', '保洁'],
  'sanitation-rubble': ['装修垃圾', '建筑垃圾', '渣土'],
  'sanitation-toilet': ['公厕', '厕所'],
  'sanitation-pests': ['老鼠', '蚊子', '苍蝇', '蟑螂'],
  'road-damage': ['路面', '坑', '塌陷', '路不平', '地砖'],
  'road-manhole': ['井盖'],
  'road-light': ['路灯', '不亮', '没有灯', '黑灯'],
  'road-parking': ['停车', '占道停', '消防通道', '堵路', '乱停'],
  'road-signs': ['红绿灯', '斑马线', '标线', '减速带', '标志'],
  'road-bus': ['公交', '班车'],
  'utility-water': ['停水', '没水', '水压', '水质', '自来水', '黄水'],
  'utility-power': ['停电', '没电', '电线', '跳闸', '电杆'],
  'utility-gas': ['煤气', '燃气', '天然气'],
  'utility-heating': ['暖气', '供暖', '供热'],
  'utility-drain': ['下水道', '污水', '化粪池', '堵塞', '返水', '下水'],
  'utility-network': ['线缆', '宽带', '网线', '信号'],
  'building-elevator': ['电梯'],
  'building-leak': ['漏水', '漏雨', '渗水'],
  'building-property': ['物业'],
  'building-illegal': ['违建', '私搭', '搭建', '彩钢房'],
  'building-dangerous': ['外墙', '墙皮', '危房', '瓷砖往下掉'],
  'building-title': ['房产证', '旧小区改造', '不动产'],
  'nuisance-noise': ['施工', '工地', '噪音', '噪声', '打桩', '太吵'],
  'nuisance-dance': ['广场舞', '音响', '邻居吵'],
  'nuisance-fumes': ['油烟', '烧烤'],
  'nuisance-animals': ['狗', '养鸡', '家禽'],
  'order-stalls': ['摆摊', '摊子', '占道经营', '小贩'],
  'order-adverts': ['小广告', '广告牌', '乱贴'],
  'order-food': ['食品', '过期', '变质', '吃坏'],
  'order-price': ['涨价', '乱收费', '退款', '预付卡', '消费'],
  'environment-river': ['河', '水库'],
  'environment-air': ['焚烧', '烧塑料', '扬尘', '冒烟', '灰尘'],
  'environment-forest': ['树', '绿化', '花坛'],
  'environment-flood': ['山洪', '滑坡', '积水', '掉土', '被淹'],
  'safety-fire': ['消防', '飞线充电', '灭火器', '堆满杂物'],
  'safety-equipment': ['健身器材', '滑梯', '游乐', '秋千'],
  'safety-security': ['被偷', '小偷', '治安', '打架', '诈骗'],
  'welfare-allowance': ['低保', '救助', '残疾', '特困'],
  'welfare-elderly': ['养老', '高龄', '老年'],
  'welfare-insurance': ['社保', '医保', '报销'],
  'welfare-wages': ['工资', '欠薪', '拖欠'],
  'welfare-school': ['入学', '上学', '幼儿园', '学校'],
  'welfare-medical': ['医院', '卫生室', '看病'],
  'rural-road': ['通组路', '便桥', '村路'],
  'rural-irrigation': ['水渠', '灌溉', '浇地'],
  'rural-land': ['宅基地', '地界', '土地', '承包'],
  'rural-subsidy': ['补贴'],
  'rural-wildlife': ['野猪', '野兽'],
  'conduct-attitude': ['态度', '推诿', '不归他管', '推来推去', '不作为'],
  'conduct-praise': ['感谢', '表扬', '谢谢'],
  'other-dispute': ['纠纷', '说不拢', '吵架'],
  'other-suggestion': ['希望', '建议'],
}

/** What one says when one asks, proposes or thanks; anything else follows the category's own kind. */
const KIND_WORDS: readonly (readonly [ComplaintKindCode, readonly string[]])[] = [
  ['praise', ['感谢', '表扬', '点赞']],
  ['suggestion', ['建议', '希望', '能不能增', '能不能加', '最好能']],
  ['consult', ['请问', '怎么申请', '怎么办理', '怎么报', '怎么入学', '在哪里办', '需要什么材料', '咨询', '多少钱']],
  ['complaint', ['投诉', '没人管', '不作为']],
]

const bigramsOf = (text: string): Set<string> => new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, index) => text.slice(index, index + 2)))

/** How well a text fits: the letters of the telling words in it, then pairs of letters it shares with label and example. */
function score(text: string, { code, label, example }: Category): number {
  const telling = (TELLING_WORDS[code] ?? []).filter((word) => text.includes(word))
  const own = bigramsOf(`${label}。${example}`)
  const shared = [...bigramsOf(text)].filter((pair) => own.has(pair)).length
  return telling.reduce((sum, word) => sum + 2 * word.length, 0) + shared
}

/** Two pairs in common, or one telling word: less is chance. */
const LEAST_SCORE = 2

/** The category the words speak of, or null where they do not say; of equals the one named first. */
export function guessCategory(text: string): string | null {
  const ranked = offeredCategories().map((category) => ({ category, score: score(text, category), at: firstAt(text, category.code) }))
    .filter((one) => one.score >= LEAST_SCORE)
    .sort((a, b) => b.score - a.score || a.at - b.at)
  return ranked[0]?.category.code ?? null
}

function firstAt(text: string, code: string): number {
  const places = (TELLING_WORDS[code] ?? []).map((word) => text.indexOf(word)).filter((at) => at >= 0)
  return places.length > 0 ? Math.min(...places) : text.length
}

/** Whether one asks, proposes, thanks or complains; without such words what the category usually is. */
export function guessKind(text: string, category: string | null): ComplaintKindCode {
  const spoken = KIND_WORDS.find(([, words]) => words.some((word) => text.includes(word)))
  if (spoken) return spoken[0]
  return categoryOf(category ?? '')?.kindDefault ?? 'help'
}
