import { categoriesContract } from '@huying/shared/catalogue/categories-contract'
import type { CategoryGroup } from '@huying/shared/complaint/categories'
import { useState } from 'react'
import { Callout } from '../../../../components/callout'
import { StateView } from '../../../../components/state-view'
import { Section } from '../../../../components/section'
import { useCommand } from '../../../../hooks/use-command'
import { goHome } from '../../../../platform/navigation'
import { CategoryForm } from '../../components/category-form'
import { CategoryList } from '../../components/category-list'
import { Column, Columns, DeskOnly, DeskPage } from '../../components/desk-page'
import { EditBar } from '../../components/edit-bar'
import { FaultSummary } from '../../components/faults'
import { Preview } from '../../components/preview'
import type { Publication } from '../../components/publish-sheet'
import { VersionNote } from '../../components/version-note'
import { Versions } from '../../components/versions'
import { categoryAt, type Spot, withCategoryAt } from '../../category-draft'
import { CATEGORY_KEYS, useNewestCategories } from '../../service'
import { useEdit } from '../../use-edit'
import './index.scss'

type Known = NonNullable<ReturnType<typeof useNewestCategories>['data']>

/** 诉求类别: two levels, with the questions of each category and the form as residents will see it. */
export default function CategoriesPage() {
  return (
    <DeskOnly title="诉求类别">
      <Loaded />
    </DeskOnly>
  )
}

function Loaded() {
  const query = useNewestCategories()
  return query.data ? <Desk known={query.data} query={query} /> : <DeskPage title="诉求类别" query={query} />
}

function Desk({ known, query }: { known: Known; query: ReturnType<typeof useNewestCategories> }) {
  const { inForce, newest } = known
  const edit = useEdit<CategoryGroup[]>('categories', { version: newest.version, content: newest.groups })
  const [waitsFor, setWaits] = useState(false)
  const check = useCommand(categoriesContract.check, { refreshes: [] })
  const publish = useCommand(categoriesContract.publish, { refreshes: CATEGORY_KEYS, explain: edit.explain, onProposed: () => setWaits(true) })
  async function look() {
    const answer = await check.run({ body: { groups: edit.content } })
    if (answer) edit.setFaults(answer.faults)
  }
  async function send(publication: Publication): Promise<boolean> {
    const answer = await publish.run({ body: { groups: edit.content, basedOn: edit.basedOn, ...publication } })
    if (answer) edit.giveUp()
    return answer !== null
  }
  if (newest.abilities.edit !== true) return <DeskPage title="诉求类别" query={query}><StateView icon="lock" title="只有管理员能改诉求类别" action={{ label: '回首页', onClick: goHome }} /></DeskPage>
  return (
    <DeskPage
      title="诉求类别"
      query={query}
      footer={
        <EditBar isChanged={edit.isChanged} isBehind={edit.isBehind} isBusy={publish.isBusy} isChecking={check.isBusy} problem={publish.problem ?? check.problem} isWaiting={waitsFor} onCheck={() => void look()} onPublish={send} onGiveUp={edit.giveUp} />
      }
    >
      <VersionNote inForce={inForce} newest={newest} />
      {waitsFor && <Callout kind="info" icon="users" title="已经提出">有的类别改得不那么急，等另一位管理员或县里同意，同意以后才用。</Callout>}
      <FaultSummary faults={edit.faults} where="类别" />
      <Categories edit={edit} />
      <Section title="各个版本">
        <Versions name="category-versions" endpoint={categoriesContract.versions} />
      </Section>
    </DeskPage>
  )
}

function Categories({ edit: { content: groups, change, faults } }: { edit: ReturnType<typeof useEdit<CategoryGroup[]>> }) {
  const [spot, setSpot] = useState<Spot>({ group: 0, category: 0 })
  const category = categoryAt(groups, spot)
  return (
    <Columns>
      <Column>
        <CategoryList groups={groups} spot={spot} faults={faults ?? []} onChange={change} onSpot={setSpot} />
      </Column>
      <Column>{category && <CategoryForm key={category.code} category={category} onChange={(part) => change(withCategoryAt(groups, spot, part))} />}</Column>
      <Column>{category && <Preview key={category.code} category={category} />}</Column>
    </Columns>
  )
}
