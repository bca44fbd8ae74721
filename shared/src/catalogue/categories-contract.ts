import * as z from 'zod/mini'
import { categoryGroups } from '../complaint/categories.ts'
import { endpoint } from '../kernel/endpoint.ts'
import { page, pageQuery } from '../kernel/page.ts'
import { abilities } from '../kernel/schema.ts'
import { catalogueFault, publication, versionFields, versionLine, versionQuery } from './versions.ts'

const categoryList = z.object({ ...versionFields, newest: z.number(), groups: categoryGroups, abilities })
export type CategoryList = z.infer<typeof categoryList>

export const categoriesContract = {
  list: endpoint({
    name: 'catalogue.categories', method: 'GET', path: '/catalogue-categories', summary: '诉求类别，两级，带各类要问的问题；不写版本就是现在在用的', who: 'guest',
    query: z.object(versionQuery), answer: categoryList,
  }),
  versions: endpoint({
    name: 'catalogue.categoryVersions', method: 'GET', path: '/catalogue-categories/versions', summary: '诉求类别的各个版本，新的在前', who: 'account',
    query: z.object(pageQuery), answer: page(versionLine),
  }),
  publish: endpoint({
    name: 'catalogue.publishCategories', method: 'POST', path: '/catalogue-categories', summary: '发布新一版诉求类别；把哪一类改得不急，要另一位管理员或县里同意', who: 'account', status: 201,
    body: z.object({ groups: categoryGroups, ...publication }), answer: categoryList,
    /** A category that becomes less urgent waits for a second person. */
    needsApproval: true,
    errors: ['CATALOGUE_FAULTY', 'CATALOGUE_CHANGED', 'CATALOGUE_UNCHANGED', 'IN_FORCE_TOO_EARLY'],
  }),
  check: endpoint({
    name: 'catalogue.checkCategories', method: 'POST', path: '/catalogue-categories/check', summary: '这一版类别有没有毛病，不保存', who: 'account',
    body: z.object({ groups: categoryGroups }), answer: z.object({ faults: z.array(catalogueFault) }),
  }),
}
