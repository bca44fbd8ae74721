import type { Random } from './random.ts'

/** Surnames about as common as they are; the list repeats what is more common. */
const SURNAMES = [...'王王王王李李李李张张张张刘刘刘陈陈陈杨杨赵赵黄周周吴徐孙胡朱高高林何郭郭马马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文']
const MALE = [...'伟强磊军勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帆林峰海山川江东国建志文德福有贵生保安民忠义诚信永胜利新民宏亮先']
const FEMALE = [...'芳娜秀敏静丽艳娟霞燕玲桂英梅兰红玉萍凤洁琴云莉荣爱香月莺媛珍贞雪琳翠雅芝萱娥婷慧巧美淑惠莲真环春菊竹']

const GIVEN = [...MALE, ...FEMALE]
/** Stands for the second character of a name that has none. */
const NONE = 255

/** A position in the list of surnames. */
export const anySurname = (random: Random): number => random.below(SURNAMES.length)

/** A fictional given name of one or two characters, as positions in their list. */
export type GivenName = [first: number, second: number]
export function anyGivenName(random: Random): GivenName {
  const [from, count] = random.chance(0.5) ? [0, MALE.length] : [MALE.length, FEMALE.length]
  const first = from + random.below(count)
  return [first, random.chance(0.72) ? from + random.below(count) : NONE]
}

export const nameFrom = (surname: number, [first, second]: GivenName): string =>
  SURNAMES[surname]! + GIVEN[first]! + (second === NONE ? '' : GIVEN[second]!)
