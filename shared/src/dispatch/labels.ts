export const DISPATCH_ROLE_LABELS = { lead: '主办', assist: '协办' } as const
export const DISPATCH_CLOCK_LABELS: Record<string, string> = { returnLimit: '可以申请退单', solve: '办结', contact: '联系居民', decide: '答复退单', extensionDecide: '答复延期' }
