import { Text, View } from '@tarojs/components'
import { ROLE_LABELS, type Role } from '@huying/shared/kernel/role'
import { Button } from '../button'
import { Icon, type IconName } from '../icon'
import { Sheet } from '../sheet'
import './index.scss'

/** One hat a person may wear: as a resident, or by an appointment in force. */
export interface Identity {
  /** Null for the resident everybody is. */
  appointmentId: string | null
  role: Role
  /** Where it counts: 南大街联合会 · 到 12月31日. */
  scope: string
  /** The area it covers, where it is one. */
  areaCode?: string
  /** How many wait under it, in words: 10 件待办. */
  waiting?: string
}

const ICONS: Partial<Record<Role, IconName>> = { resident: 'user', member: 'hand-heart', secretary: 'hand-heart', chair: 'rotate', unitHandler: 'building' }
export const roleIcon = (role: Role): IconName => ICONS[role] ?? 'briefcase'

interface IdentityBadgeProps {
  identity: Identity
  onOpen: () => void
}

/** The black badge at the top of 待办: as what one works, and the way to change it. */
export function IdentityBadge({ identity, onOpen }: IdentityBadgeProps) {
  const name = ROLE_LABELS[identity.role]
  return (
    <View className="identity-badge" aria-role="button" aria-label={`现在用${name}身份，换一个`} hoverClass="pressed" onClick={onOpen}>
      <View className="identity-seal">
        <Icon name={roleIcon(identity.role)} size="inline" />
      </View>
      <View className="identity-words">
        <View className="identity-name t-strong">
          <Text>{name}</Text>
          <Icon name="chevron-down" size="inline" />
        </View>
        <View className="t-caption c-ink2 lines-1">{identity.scope}</View>
      </View>
    </View>
  )
}

/** 首页: as whom one acts now and where, the whole line the way to change it. */
export function IdentityLine({ identity, onOpen }: IdentityBadgeProps) {
  const name = ROLE_LABELS[identity.role]
  return (
    <View className="identity-line" aria-role="button" aria-label={`现在是${name}，${identity.scope}，换身份`} hoverClass="pressed" onClick={onOpen}>
      <Icon name={roleIcon(identity.role)} size="inline" />
      <View className="identity-words">
        <Text className="t-strong">{`现在是${name}`}</Text>
        <View className="t-caption c-ink2 lines-2">{identity.scope}</View>
      </View>
      <Text className="identity-change t-sub">换身份</Text>
      <Icon name="chevron-down" size="inline" />
    </View>
  )
}

/** The line each working page carries: 以 党员 的身份. */
export function ActingAs({ identity }: { identity: Identity }) {
  return (
    <View className="acting-as t-sub c-ink2">
      <Icon name={roleIcon(identity.role)} size="inline" />
      <Text>以</Text>
      <Text className="t-strong c-ink">{ROLE_LABELS[identity.role]}</Text>
      <Text>的身份</Text>
    </View>
  )
}

interface IdentityListProps {
  identities: readonly Identity[]
  current: string | null
  onChoose: (appointmentId: string | null) => void
}

/** All hats, the one in use marked; the whole row switches. */
export function IdentityList({ identities, current, onChoose }: IdentityListProps) {
  return (
    <View>
      {identities.map((identity) => {
        const isCurrent = identity.appointmentId === current
        const name = ROLE_LABELS[identity.role]
        return (
          <View
            key={identity.appointmentId ?? 'resident'}
            className="identity-row"
            aria-role="radio"
            aria-checked={isCurrent}
            aria-label={[name, identity.scope, identity.waiting, isCurrent ? '在用' : '切换'].filter(Boolean).join('，')}
            hoverClass="pressed"
            onClick={() => !isCurrent && onChoose(identity.appointmentId)}
          >
            <View className={`identity-dot ${isCurrent ? 'identity-dot-on' : ''}`}>
              <Icon name={roleIcon(identity.role)} />
            </View>
            <View className="identity-words">
              <View>
                <Text className="t-strong">{name}</Text>
                {identity.waiting && <Text className="t-caption c-ink2 identity-waiting">{identity.waiting}</Text>}
              </View>
              <View className="t-caption c-ink2">{identity.scope}</View>
            </View>
            {isCurrent ? (
              <View className="identity-current t-strong">
                <Icon name="circle-check" />
                <Text>在用</Text>
              </View>
            ) : (
              <View className="identity-switch t-strong">切换</View>
            )}
          </View>
        )
      })}
    </View>
  )
}

interface IdentitySheetProps extends IdentityListProps {
  isOpen: boolean
  onClose: () => void
}

export function IdentitySheet({ isOpen, onClose, onChoose, ...list }: IdentitySheetProps) {
  const choose = (appointmentId: string | null) => {
    onChoose(appointmentId)
    onClose()
  }
  return (
    <Sheet isOpen={isOpen} title="用哪个身份办事" onClose={onClose} footer={<Button onClick={onClose}>不换</Button>}>
      <IdentityList {...list} onChoose={choose} />
    </Sheet>
  )
}
