import { View } from '@tarojs/components'
import { Button } from '../../../components/button'
import { Icon } from '../../../components/icon'
import { homeOf } from '../../../hooks/place-words'
import { isWeapp } from '../../../platform/environment'
import { signInAgain } from '../../../platform/login'
import { go } from '../../../platform/navigation'
import { ACCOUNT_PAGES } from '../../../routes'
import type { useMe } from '../../../hooks/use-me'
import './profile.scss'

const signIn = () => void (isWeapp ? signInAgain() : go(ACCOUNT_PAGES.login))

/** Who is signed in, masked; a guest is offered to sign in and refused nothing. */
export function Profile({ me, hasAccount }: Pick<ReturnType<typeof useMe>, 'me' | 'hasAccount'>) {
  if (!hasAccount)
    return (
      <View className="profile">
        <View className="profile-face">
          <Icon name="user" size="tile" />
        </View>
        <View className="profile-words">
          <View className="t-title">还没登录</View>
          <View className="t-sub c-ink2">先看看也行，办事时再登录</View>
        </View>
        <Button size="small" onClick={signIn}>
          登录
        </Button>
      </View>
    )
  const name = me?.account.displayName ?? '微信用户'
  return (
    <View className="profile" aria-role="button" aria-label={`${name}，我的资料`} hoverClass="pressed" onClick={() => void go(ACCOUNT_PAGES.profile)}>
      <View className="profile-face t-title">{name.slice(0, 1)}</View>
      <View className="profile-words">
        <View className="t-title">{name}</View>
        <View className="t-sub c-ink2">{[me?.phone, homeOf(me?.areaName ?? null)].filter(Boolean).join(' · ') || '填上住处和手机号，办事更快'}</View>
      </View>
      <Icon name="chevron-right" size="inline" />
    </View>
  )
}
