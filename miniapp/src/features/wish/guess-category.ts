import { WISH_CATEGORIES, type WishCategoryCode } from '@huying/shared/wish/catalogue'

/** Words that speak for a category; the more of them, the likelier. */
const WORDS: Record<WishCategoryCode, readonly string[]> = {
  repair: ['修', '换灯', '灯', '坏了', '漏水', '水管', '水龙头', '扶手', '门锁', '窗户', '打孔', '安装', '装一', '插座'],
  digital: ['手机', '视频', '微信', '电脑', '挂号', '缴费', '上网', '电视'],
  errand: ['代取', '快递', '跑腿', '代买', '买药', '代办', '取一', '送一'],
  transport: ['接送', '搭车', '便车', '去医院', '复查', '坐车', '轮椅'],
  learning: ['辅导', '作业', '数学', '英语', '课本', '教辅', '书法', '学习'],
  household: ['棉被', '被子', '衣服', '老花镜', '电饭锅', '桌子', '床', '过冬', '收音机'],
  haircut: ['理发', '理个发', '剪头', '打扫', '擦玻璃', '收拾'],
  culture: ['音箱', '广场舞', '乐器', '唱歌', '拍照', '合影', '跳舞', '下棋'],
  farming: ['茶园', '菜', '种', '养', '猪', '鸡', '果树', '销路', '卖'],
  work: ['工作', '找活', '打工', '招工', '学手艺'],
  advice: ['合同', '法律', '政策', '押金', '低保', '医保', '社保'],
  neighbourly: ['楼道', '长椅', '邻居', '小区', '院子'],
  health: ['看病', '翻身', '血压', '护理', '养病', '药', '康复'],
  hardship: ['困难', '书包', '学费', '没钱', '残疾'],
  child: ['孩子', '娃', '十万个为什么', '玩具', '儿童'],
  alone: ['独居', '一个人住', '说说话', '陪我', '陪陪', '聊天'],
}

/** Offered first where the words say nothing. */
const USUAL: readonly WishCategoryCode[] = ['repair', 'digital', 'errand', 'household', 'learning', 'alone']

const score = (text: string, code: WishCategoryCode) => WORDS[code].filter((word) => text.includes(word)).length

/** Categories to offer, likeliest first, `count` of them; the first is a guess only when `isSure`. */
export function guessCategories(text: string, count: number): { codes: WishCategoryCode[]; isSure: boolean } {
  const ranked = WISH_CATEGORIES.map(({ code }, place) => ({ code, points: score(text, code), place: USUAL.includes(code) ? USUAL.indexOf(code) : USUAL.length + place }))
    .sort((one, other) => other.points - one.points || one.place - other.place)
  const [first, second] = ranked
  return { codes: ranked.slice(0, count).map(({ code }) => code), isSure: first !== undefined && first.points > (second?.points ?? 0) }
}
