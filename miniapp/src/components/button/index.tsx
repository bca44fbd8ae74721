import { Button as TaroButton, type ButtonProps as TaroButtonProps, Text } from '@tarojs/components'
import { Icon, type IconName } from '../icon'
import './index.scss'

interface ButtonProps {
  children: string
  /** One primary a screen at most. `soft` is a quiet choice inside a card, `yes` one that agrees. */
  kind?: 'primary' | 'default' | 'soft' | 'yes' | 'link'
  /** `large` stands alone or in the action bar, `small` inside a card. */
  size?: 'large' | 'small'
  icon?: IconName
  isBusy?: boolean
  /** Why it cannot be pressed now; the person must be able to read it near by. */
  isDisabled?: boolean
  /** What a screen reader says, where the word alone does not. */
  label?: string
  id?: string
  openType?: TaroButtonProps['openType']
  onClick?: () => void
  onAgreePrivacyAuthorization?: () => void
  onGetPhoneNumber?: TaroButtonProps['onGetPhoneNumber']
}

/** A real button: named, 44 px high at least (60 in elder mode), pressed once however often it is tapped. */
export function Button({ children, kind = 'default', size = 'large', icon, isBusy, isDisabled, label, onClick, ...rest }: ButtonProps) {
  const isStill = Boolean(isBusy || isDisabled)
  return (
    <TaroButton
      {...rest}
      className={`button button-${kind} button-${size} ${isDisabled ? 'button-disabled' : ''}`}
      hoverClass={isStill ? 'none' : 'pressed'}
      disabled={isStill}
      aria-role="button"
      aria-label={label ?? children}
      aria-disabled={isStill}
      onClick={isStill ? undefined : onClick}
    >
      {icon && <Icon name={icon} />}
      <Text>{isBusy ? '请稍等' : children}</Text>
    </TaroButton>
  )
}
