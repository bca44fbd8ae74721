import { useState } from 'react'
import { RunningAct } from '../../../components/case/acts'
import { Cell } from '../../../components/cell'
import { go } from '../../../platform/navigation'
import { DEMAND_PAGES, withParams } from '../../../routes'
import { openDemandAct } from '../open-act'
import { DEMAND_KEYS, type Demand } from '../service'

/** The way to put something on the ledger that nobody complained of, for the place one answers for. */
export function OpenDemand({ areaCode }: { areaCode: string }) {
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <Cell icon="flag" title="巡查发现，直接记台账" onClick={() => setOpen(true)} />
      {isOpen && (
        <RunningAct
          act={openDemandAct(areaCode)}
          params={{}}
          refreshes={DEMAND_KEYS}
          onClose={close}
          onProposed={close}
          onDone={(answer) => {
            close()
            void go(withParams(DEMAND_PAGES.detail, { id: (answer as Demand).id }))
          }}
        />
      )}
    </>
  )
}
