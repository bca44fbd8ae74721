import Taro from '@tarojs/taro'

/** Opens the phone's dialler; the person still has to press call, so leaving it is no error. */
export async function dial(phoneNumber: string): Promise<void> {
  try {
    await Taro.makePhoneCall({ phoneNumber })
  } catch {
    // Left without calling.
  }
}
