/** When a member has time to help. */
export const TIMES = [
  { code: 'weekday', label: '工作日白天' },
  { code: 'evening', label: '工作日晚上' },
  { code: 'weekend', label: '周末和节假日' },
] as const
