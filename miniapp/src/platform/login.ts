import Taro from '@tarojs/taro'
import { accountContract } from '@huying/shared/account/contract'
import { ACCOUNT_PAGES } from '../routes'
import { isWeapp } from './environment'
import { go } from './navigation'
import { call, renewSessionsWith } from './request'
import { useSession } from './session'

/** Exchanges a WeChat login code (5 minutes, one use) for a session. */
export async function signInWithCode(code: string): Promise<void> {
  const { token, account } = await call(accountContract.login, { body: { code } })
  useSession.getState().begin(token, account.id)
}

async function signInSilently(): Promise<boolean> {
  if (!isWeapp || useSession.getState().hasSignedOut) return false
  try {
    const { code } = await Taro.login()
    await signInWithCode(code)
    return true
  } catch {
    return false
  }
}

let running: Promise<boolean> | null = null

/** Signs in without a question; however many ask at once, WeChat is asked once. */
export function renewSession(): Promise<boolean> {
  running ??= signInSilently().finally(() => {
    running = null
  })
  return running
}

/** In WeChat the person's own tap undoes an earlier sign-out. */
export function signInAgain(): Promise<boolean> {
  useSession.setState({ hasSignedOut: false })
  return renewSession()
}

/** Whether somebody is signed in now; where only the person can do it, the login page is opened and the answer is no. */
export async function hasAccountOrAsks(): Promise<boolean> {
  if (useSession.getState().token !== null || (isWeapp && (await signInAgain()))) return true
  void go(ACCOUNT_PAGES.login)
  return false
}

/** Ends the session here even when the server cannot be told. */
export async function signOut(): Promise<void> {
  try {
    if (useSession.getState().token) await call(accountContract.logout)
  } catch {
    // The token dies by itself; the person must not be kept signed in by a dead network.
  } finally {
    useSession.getState().end()
  }
}

renewSessionsWith(renewSession)
