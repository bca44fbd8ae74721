import { sayDate } from '@huying/shared/kernel/words-for-time'
import { Callout } from '../../../components/callout'
import { useNow } from '../../../platform/clock'

interface Version {
  version: number
  inForceAt: string | null
}

/** Which version is in force, and which one waits: an edit builds on the newer one. */
export function VersionNote({ inForce, newest }: { inForce: Version; newest: Version }) {
  const now = useNow()
  const words = inForce.version === 0 ? '现在用的是系统自带的一版' : `现在用的是第 ${inForce.version} 版`
  if (newest.version === inForce.version) return <Callout kind="quiet" icon="file-text">{words}</Callout>
  return (
    <Callout kind="info" icon="clock" title={words}>{`第 ${newest.version} 版${newest.inForceAt ? `${sayDate(new Date(newest.inForceAt), now)}起用` : ''}，下面就是它；再改会接在它后面。`}</Callout>
  )
}
