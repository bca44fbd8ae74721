import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import { stateStorage } from './storage'

interface Session {
  /** Bearer token, null for a guest. */
  token: string | null
  /** Whose token it is; null for a guest. Kept when a token dies, so that another person is noticed. */
  accountId: string | null
  /** One's own leaving: no silent login until one asks for it. */
  hasSignedOut: boolean
  /** The appointment one acts under; null: as a resident, for oneself. */
  appointmentId: string | null
  /** Another person than before starts as a resident. */
  begin: (token: string, accountId: string) => void
  /** Only drops a token that is still the failing one: another request may have renewed it. */
  expire: (token: string | null) => void
  end: () => void
  actAs: (appointmentId: string | null) => void
}

/** Who is signed in on this phone, and as what. One identity at a time, kept over restarts. */
export const useSession = create<Session>()(
  persist(
    (set, get) => ({
      token: null,
      accountId: null,
      hasSignedOut: false,
      appointmentId: null,
      begin: (token, accountId) =>
        set({ token, accountId, hasSignedOut: false, appointmentId: accountId === get().accountId ? get().appointmentId : null }),
      expire: (token) => {
        if (get().token === token) set({ token: null })
      },
      end: () => set({ token: null, accountId: null, hasSignedOut: true, appointmentId: null }),
      actAs: (appointmentId) => set({ appointmentId }),
    }),
    { name: 'session', storage: createJSONStorage(() => stateStorage) },
  ),
)
