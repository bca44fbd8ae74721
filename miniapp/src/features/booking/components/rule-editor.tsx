import { bookingCatalogueContract, type PlaceDetail, type RulePreview } from '@huying/shared/booking/catalogue-contract'
import type { Service } from '@huying/shared/booking/contract'
import { useState } from 'react'
import { ActionBar } from '../../../components/action-bar'
import { Button } from '../../../components/button'
import { CaseHead, CasePage } from '../../../components/case/case-frame'
import { useCommand } from '../../../hooks/use-command'
import { wordsFor } from '../../../platform/api-error'
import { useDraft } from '../../../platform/drafts'
import { scrollToElement } from '../../../platform/scroll'
import { anchorOf, serverFaults } from '../keep'
import { EMPTY_RULE, faultsOf, formOf, ruleOf, type RuleFault, type RuleForm } from '../rule-form'
import { RuleFields } from './rule-fields'
import { RulePreviewSheet } from './rule-preview-sheet'

interface RuleEditorProps {
  place: PlaceDetail
  /** Null: a new one. */
  service: Service | null
}

/** Nothing applies before it was seen: the one button shows what would come of the rule, and there it is agreed to. */
export function RuleEditor({ place, service }: RuleEditorProps) {
  const [kept] = useState<RuleForm>(() => (service ? formOf(service) : EMPTY_RULE))
  const { value: form, change: write, clear } = useDraft(service ? `rule ${service.id} ${service.version}` : `rule of ${place.id}`, kept)
  const [isTried, setTried] = useState(false)
  const [refused, setRefused] = useState<RuleFault[]>([])
  const [seen, setSeen] = useState<RulePreview | null>(null)
  const preview = useCommand(bookingCatalogueContract.preview, {
    refreshes: [],
    explain: (error) => {
      const faults = serverFaults(error)
      setRefused(faults)
      if (faults[0]) void scrollToElement(anchorOf(faults[0].field))
      return faults[0]?.words ?? wordsFor(error)
    },
  })
  const faults = faultsOf(form)
  const shown = isTried ? [...faults, ...refused] : refused
  const problemAt = (field: string) => shown.find((one) => one.field === field)?.words ?? null
  const change = (some: Partial<RuleForm>) => {
    setRefused([])
    write(some)
  }

  /** What would come of it, as it is now. */
  async function look() {
    setTried(true)
    const [first] = faults
    if (first) return void scrollToElement(anchorOf(first.field))
    const answer = await preview.run({ body: { ...ruleOf(form), ...(service ? { serviceId: service.id } : { placeId: place.id }) } })
    if (answer) setSeen(answer)
  }

  return (
    <CasePage
      title={service ? '改服务和排班' : '加一项服务'}
      query={{ data: form, error: null, refetch: () => undefined }}
      footer={
        <ActionBar problem={preview.problem ?? (isTried ? (faults[0]?.words ?? null) : null)} note="先看会排出哪些场次、影响谁，再定">
          <Button kind="primary" isBusy={preview.isBusy} onClick={() => void look()}>看看会怎样</Button>
        </ActionBar>
      }
    >
      <CaseHead title={service?.name ?? '加一项服务'} meta={place.name} />
      <RuleFields form={form} placeHours={place.openingHours} isNew={service === null} problemAt={problemAt} onChange={change} />
      {seen && <RulePreviewSheet key={JSON.stringify(seen)} place={place} service={service} rule={ruleOf(form)} preview={seen} onLookAgain={look} onDone={clear} onClose={() => setSeen(null)} />}
    </CasePage>
  )
}
