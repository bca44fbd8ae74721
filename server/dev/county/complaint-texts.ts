import type { ComplaintCategoryCode } from '@huying/shared/complaint/catalogue'

/** What fictional residents bring, by category; `{place}` is where it is. At least two a category. */
export const COMPLAINT_TEXTS: Record<ComplaintCategoryCode, readonly string[]> = {
  'sanitation-garbage': ['{place}的垃圾桶满了三天没人清，味道很大', '{place}门口的垃圾点每天下午才收，早上堆得满地都是', '{place}后面的河沟边有人倒垃圾'],
  'sanitation-rubble': ['{place}有人把装修垃圾倒在绿化带里', '{place}路边堆了一堆水泥块，半个月没人拉'],
  'sanitation-toilet': ['{place}的公厕没水，冲不了', '{place}公厕的门坏了，灯也不亮'],
  'sanitation-pests': ['{place}下水口老鼠多，晚上往楼道里跑', '{place}的水坑里蚊子成堆，想请人来消杀'],
  'road-damage': ['{place}路上有个大坑，下雨看不见，摔了人', '{place}的人行道砖松了，一踩一脚水', '{place}路口沉下去一块，车过咣当响'],
  'road-manhole': ['{place}的井盖没了，旁边插了根树枝', '{place}路中间的井盖翘起来，压着咯噔响，怕掉下去'],
  'road-light': ['{place}巷子里的路灯坏了一周，接孩子看不见', '{place}一排路灯只亮两盏', '{place}的路灯白天亮晚上不亮'],
  'road-parking': ['{place}消防通道上停满了车，救护车进不来', '{place}门口有人用石墩占车位', '{place}盲道上天天停摩托车'],
  'road-signs': ['{place}学校门口没有斑马线，希望画一条', '{place}路口的红绿灯绿灯只有八秒，老人走不过去'],
  'road-bus': ['{place}的班车半天等不来一趟', '{place}公交站牌倒了，也不知道几点有车'],
  'utility-water': ['{place}水管里出黄水，放十分钟还是黄的', '{place}五楼以上早晚没水', '{place}停水两天没有通知'],
  'utility-power': ['{place}电线垂到一人高，碰着怎么办', '{place}一打雷就停电', '{place}的电表箱门开着，小孩在旁边玩'],
  'utility-gas': ['{place}楼道里总闻到煤气味，想请人来查查管子', '{place}的燃气管锈得厉害，接口处有味道'],
  'utility-heating': ['{place}暖气不热，屋里只有十四度', '{place}顶楼的暖气一边热一边凉'],
  'utility-drain': ['{place}的污水从井里冒出来，流到楼门口', '{place}一楼的马桶倒灌', '{place}的排水沟堵了，一下雨就淹'],
  'utility-network': ['{place}废旧线缆缠成一团，快掉到地上', '{place}手机信号只有一格，打不出电话'],
  'building-elevator': ['{place}的电梯一周停了三次，关过一回人', '{place}电梯到七楼会顿一下，大家不敢坐'],
  'building-leak': ['{place}顶楼漏雨，墙皮一片片掉', '{place}外墙渗水，卧室长了霉', '{place}楼上卫生间漏到我家'],
  'building-property': ['{place}物业费涨了，楼道却没人扫', '{place}的公共收益从来没公示过', '{place}物业不开收据'],
  'building-illegal': ['{place}楼顶有人搭彩钢房，正在焊', '{place}一楼把公共绿地圈成了自家院子'],
  'building-dangerous': ['{place}外墙瓷砖往下掉，砸了一辆车', '{place}的老房子裂了缝，里面还住着人'],
  'building-title': ['{place}住了十年还没有房产证', '{place}旧楼改造轮到我们了吗，想加装电梯'],
  'nuisance-noise': ['{place}工地半夜还在打桩，老人睡不着', '{place}楼下歌厅放到凌晨两点', '{place}加工店的切割机从早响到晚'],
  'nuisance-dance': ['{place}广场音响放到十点，孩子没法写作业', '{place}邻居半夜在屋里拖家具'],
  'nuisance-fumes': ['{place}楼下饭店的油烟直接排到我家窗户', '{place}烧烤摊的烟整条街都是'],
  'nuisance-animals': ['{place}有人遛大狗不拴绳，吓着孩子', '{place}楼道里养鸡，早上四点就叫'],
  'order-stalls': ['{place}摊子摆到了盲道上，轮椅过不去', '{place}早市散了留下一地菜叶'],
  'order-adverts': ['{place}的广告牌被风吹歪了，怕掉下来', '{place}楼道里贴满了开锁的小广告'],
  'order-food': ['{place}的小超市卖过期奶', '{place}饭馆的凉菜吃了拉肚子'],
  'order-price': ['{place}的理发店关门了，卡里的钱不退', '{place}停车收费没有公示牌，要多少是多少'],
  'environment-river': ['{place}的河水发黑有味，上游好像在排东西', '{place}河滩上漂着一片泡沫和塑料袋'],
  'environment-air': ['{place}有人烧塑料，呛得开不了窗', '{place}的渣土车不盖布，一路扬灰'],
  'environment-forest': ['{place}的枯树压在电线上', '{place}的行道树死了三棵，只剩树坑'],
  'environment-flood': ['{place}屋后的坡在掉土，下雨不敢睡', '{place}的涵洞一下雨就积水到膝盖'],
  'safety-fire': ['{place}楼道堆满纸箱，还有人飞线充电', '{place}的消防栓没有水', '{place}楼梯间停了五辆电动车'],
  'safety-equipment': ['{place}的健身器材断了，铁管露在外面', '{place}的滑梯裂了口子，会划到孩子'],
  'safety-security': ['{place}这个月丢了三块电瓶', '{place}晚上有人挨家拧门把手'],
  'welfare-allowance': ['住{place}，想问低保怎么申请，要交什么', '{place}的邻居一级残疾，不知道能领什么补贴'],
  'welfare-elderly': ['{place}母亲八十一岁，高龄津贴三个月没发', '{place}想要一个能吃午饭的老年食堂'],
  'welfare-insurance': ['孩子在外地住院，怎么报销', '{place}断交过两年养老保险，能不能补'],
  'welfare-wages': ['{place}的工地欠了三个月工资，老板电话不接', '在{place}的厂里干了半年，不签合同也不交社保'],
  'welfare-school': ['租房住在{place}，孩子随迁怎么入学', '{place}小学放学时校门口堵得走不动'],
  'welfare-medical': ['{place}的卫生室老是没人，量个血压要去镇上', '{place}想请家庭医生来看看卧床的老人'],
  'rural-road': ['{place}的便桥被水冲了，孩子绕路上学', '{place}通组路塌了半边，三轮车过不去'],
  'rural-irrigation': ['{place}的水渠塌了一段，下面的地浇不上', '{place}的抽水泵坏了，秧苗快干死了'],
  'rural-land': ['{place}的地界和邻居说不清，界石被挪了', '{place}批的宅基地不知道能不能盖两层'],
  'rural-subsidy': ['{place}的耕地补贴今年少了一亩', '退耕的钱什么时候发，{place}有几家没收到'],
  'rural-wildlife': ['{place}的野猪拱了两亩苞谷', '{place}的马蜂窝在路边，有人被蜇了'],
  'conduct-attitude': ['跑了三趟都说不归他管，也不说归谁管', '{place}的窗口上班时间没有人'],
  'conduct-praise': ['感谢{place}的片长，下雨天帮我家通了下水', '{place}的社区干部帮老人办完了手续，特别耐心'],
  'other-dispute': ['{place}楼上漏水，两家说不拢，想请人调解', '{place}邻居的空调外机正对我家窗户'],
  'other-suggestion': ['希望{place}多办几期夜校', '建议在{place}装一个电动车充电棚', '希望{place}的活动室晚上也开'],
  'other-other': ['{place}捡到一串钥匙，不知道交给谁', '想问{place}的社区几点上班'],
}

export const CONTACT_NOTES = ['电话里说清了情况，约好下午上门', '上门看过，拍了照片', '居民说还是老问题，希望快一点', '约在现场见面，一起看了一遍'] as const
export const UNREACHED_NOTES = ['电话没人接', '上门没有人，留了条子', '电话关机'] as const
export const RESOLUTIONS = {
  done: ['当天派人处理，现场已经恢复', '联系物业一起办好了，请您看看', '已经修好，试过没有问题', '和两家坐下来谈妥了，写了约定', '清理完了，安排人每天看一次'],
  partly: ['先做了临时处理，彻底修好要等材料', '能办的已经办了，剩下的列入下个月计划'],
  cannot: ['按规定眼下办不了，已把原因和办法告诉您', '涉及多年前的手续，一时办不成，已登记在册'],
  explained: ['把要交的材料写成单子给了您', '政策和电话都告诉您了，有不清楚的再问', '查过了，情况和您说的不同，已当面说明'],
} as const
export const RAISE_REASONS = ['社区没有执法权，请有权的部门办', '要动用专业设备，社区和物业都办不了', '协调了两次没有结果，请联合会派单', '涉及几个单位，请会长统筹', '要立项出钱，社区解决不了'] as const
export const HAND_UP_REASONS = ['超出片长能办的范围', '要联系物业公司，请社区出面'] as const
export const ASK_QUESTIONS = ['请说明具体的楼号和时间段', '请拍一张现场照片', '请问是从哪一天开始的'] as const
export const COMMENTS = ['办得快，满意', '态度好，说得清楚', '还行，就是慢了点', '总算解决了', '来了几次都很耐心'] as const
export const UNHAPPY_COMMENTS = ['没过几天又坏了', '只来看了看，没动手', '说修好了，其实没修好'] as const
export const REOPEN_REASONS = ['没过两天又和以前一样了', '只办了一半', '说办好了，现场没有变化'] as const
export const DECLINE_WORDS = ['这件事按规定走另一条路，电话和地址都写给您了', '已经查过，不归县里办，该找的地方写在下面'] as const
export const DISPATCH_PROGRESS = ['到现场看过，方案定了', '材料到了，明天动工', '正在施工，路段已经围挡', '约了社区一起入户', '下了整改通知书'] as const
export const DISPATCH_REPLIES = ['施工完毕，现场已清理', '当事人已整改，复查合格', '更换了损坏的部件，试运行正常', '三方到场谈妥，签了协议', '补发到位，已通知本人'] as const
export const DISPATCH_PLANS = ['余下部分列入下季度计划，完工前每周巡查一次', '已报县里立项，批复前先做围挡和提示'] as const
export const VERIFY_NOTES = ['上门看过，和反馈一致', '和居民一起到现场，确实办好了', '隔天又去看了一次，没有反复'] as const
export const REDO_REASONS = ['现场还有积水，没有修好', '只拆了一半', '居民说晚上照旧'] as const
export const RETURN_BASES = ['按三定方案，此项由另一部门负责', '现场在另一单位管护的路段内'] as const
export const HOLD_PLANS = ['已列入明年预算，到位前先做临时处理', '等汛期过后动工，期间设提示牌'] as const
/** Code, label and words of dismissals. */
export const DISMISS_REASONS = [
  ['sentBack', '社区能办，退回社区', '社区自己能办，请社区接着办'],
  ['mistake', '记错了', '现场核实不属实，误录'],
] as const
export const ANSWERS = ['三号楼二单元门口，晚上八点以后', '照片补上了，就是路边那一处', '从上个礼拜天开始的', '我家在一楼，开门就能看见'] as const
export const APPEAL_REASONS = ['这件事就发生在县里，请再看一次', '问过写的那个地方，他们说还是归社区', '材料我都补齐了，请重新受理'] as const
export const WITHDRAW_REASONS = ['已经自己解决了', '写重了，另一条接着办就行', '问清楚了，不用办了'] as const
export const REQUEST_RAISE_REASONS = ['等了这么久还没办好，请部门来办', '社区说要协调，一直没有下文'] as const
export const REFUSE_RAISE_REASONS = ['材料已经到了，这两天就动工，社区能办完', '约好了周五物业上门，先等一等'] as const
export const REFUSE_REOPEN_REASONS = ['到现场看过，已经办好，和您当面说明了', '这次说的是另一件事，请新提一条，我们马上办'] as const
export const EXTENSION_REASONS = ['配件要从市里调，下周到货', '连续下雨，不能铺沥青', '要等管线单位一起开挖'] as const
export const OVERRIDE_REASONS = ['上一次同样的事由这个单位办成', '现场的设施由这个单位建设管护', '联席会商定由这个单位牵头'] as const
export const TAKE_OVER_REASONS = ['涉及几个乡镇，由县里统筹', '居民反映集中，提级督办'] as const
export const HAND_BACK_REASONS = ['障碍已经排除，交回继续办'] as const
export const SET_DATE_REASONS = ['设备招标已完成，按合同重新定时间', '汛期不能施工，改到雨后'] as const
export const REFUSE_HOLD_REASONS = ['资金可以先从维修费里出，接着办', '先做一期，不用等'] as const
export const REFUSE_RETURN_REASONS = ['权责清单里写明由你单位负责', '现场在你单位管护范围内'] as const
export const REFUSE_EXTENSION_REASONS = ['居民每天出入，不能再等', '先做临时处理，按期反馈'] as const
export const INSPECTION_REASONS = ['片长巡查发现', '民情恳谈会上居民提出', '街道联合检查发现'] as const
export const RENEW_REASONS = ['批复还没有下来，再等一个月'] as const
export const RELEASE_HOLD_REASONS = ['资金到位，可以动工', '雨季过去，安排施工'] as const
