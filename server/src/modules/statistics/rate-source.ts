import { BUILT_IN_CATEGORIES, categoriesIn } from '@huying/shared/complaint/categories.ts'

/** Columns of `rate_cases`, in the order in which `caseRows` answers them. */
export const CASE_COLUMNS = [
  'complaint_id', 'number', 'carrier_kind', 'carrier_id', 'community_code', 'town_code', 'month', 'due_at', 'created_at', 'kind', 'category', 'urgency',
  'state', 'is_open', 'is_contacted', 'is_solved', 'satisfaction', 'is_call_back', 'is_no_answer', 'is_on_hold', 'is_merged', 'is_reopened',
  'has_earlier_unsolved', 'is_bounced', 'is_unproven', 'exclusion', 'demand_id', 'target_id',
] as const

const PROVEN_AT_FIRST = categoriesIn(BUILT_IN_CATEGORIES).filter(({ isProofNeeded }) => isProofNeeded).map(({ code }) => `'${code}'`).join(', ')
/** Whether a photo belongs to the account, by the catalogue's version the case was filed by. */
const NEEDS_PROOF = `case when r.catalogue_version = 0 then r.category in (${PROVEN_AT_FIRST})
      else exists (select 1 from catalogue_versions v, jsonb_path_query(v.content, '$[*].categories[*] ? (@.isProofNeeded == true).code') p
        where v.name = 'complaintCategories' and v.version = r.catalogue_version and p #>> '{}' = r.category) end`
const FINISHED = `('resolved', 'closed')`
const latestClock = (subjectKind: string, subjectId: string, kind: string, columns: string): string =>
  `(select ${columns} from clocks k where k.subject_kind = '${subjectKind}' and k.subject_id = ${subjectId} and k.kind = '${kind}' order by k.started_at desc, k.id desc limit 1)`
/** Somebody was reached, and that was written down, while the latest contact clock ran: a date written in later does not help. */
const reachedInTime = (subjectKind: string, subjectId: string, contacts: string): string =>
  `exists (select 1 from ${contacts} n, lateral ${latestClock(subjectKind, subjectId, 'contact', 'k.started_at, k.due_at')} k
    where n.${subjectKind}_id = ${subjectId} and n.is_reached and n.created_at between k.started_at and k.due_at)`

/**
 * The rows of `rate_cases` of the complaints `c` that `chosen` picks, from the things themselves, as SQL.
 *
 * - The unit that has the lead carries a case: the last one that did not hand it back (a lead taken back after its limit for
 *   returning still counts), of a finished case the one that had it when it was solved. Else its community; what concerns the first
 *   line itself, its town.
 * - The final due is that of the carrier's work, with what was granted and paused. A date set by a higher level moves none of these;
 *   while a demand that came back waits for a unit, its first due counts. Whoever follows another complaint has that one's due.
 * - Of several answers of one account about one matter the last counts: choose all answered complaints of a reporter together.
 */
export const caseRows = (chosen: string): string => `
  with told as (
    select c.*, coalesce(c.merged_into_id, followed.target_id) as target_id
    from complaints c
    left join lateral (
      select case when h.action = 'resolve_with_target' then (h.facts ->> 'targetId')::uuid end as target_id from history h
      where h.subject_kind = 'complaint' and h.subject_id = c.id and h.action in ('resolve_with_target', 'reopen', 'grant_reopen', 'reopen_overdue')
      order by h.seq desc limit 1) followed on true
    where ${chosen}),
  carried as (
    select t.*, d.id as matter_demand_id, d.state as demand_state, lead.id as lead_id, lead.unit_id,
      lead.id is not null and (lead.round = d.round or t.state in ${FINISHED}) as is_at_unit,
      coalesce(t.state = 'closed' and t.answered_by in ('reporter', 'callBack') and t.is_solved is not null and t.satisfaction is not null, false) as has_answer
    from told t
    left join complaints o on o.id = t.target_id
    left join demands d on d.id = coalesce(t.demand_id, o.demand_id)
    left join lateral (
      select p.id, p.unit_id, p.round from dispatches p
      where p.demand_id = d.id and p.role = 'lead' and p.state <> 'returned'
        and (p.state <> 'cancelled' or p.ended_at > ${latestClock('dispatch', 'p.id', 'returnLimit', 'k.due_at')})
        and (t.state not in ${FINISHED} or p.created_at <= t.resolved_at)
      order by p.round desc, p.created_at desc, p.id desc limit 1) lead on true),
  timed as (
    select a.*, coalesce(
        case when is_at_unit then ${latestClock('dispatch', 'a.lead_id', 'solve', 'k.due_at')}
          when lead_id is not null then ${latestClock('demand', 'a.matter_demand_id', 'solve', 'k.original_due_at')} end,
        ${latestClock('complaint', 'coalesce(a.target_id, a.id)', 'solve', 'k.due_at')}, ${latestClock('complaint', 'a.id', 'solve', 'k.due_at')},
        ${latestClock('complaint', 'a.id', 'contact', 'k.due_at')}, a.created_at) as due_at,
      has_answer and row_number() over (partition by has_answer, coalesce(reporter_id, id), coalesce(matter_demand_id, target_id, id)
        order by closed_at desc, id desc) = 1 as is_answer
    from carried a)
  select r.id as complaint_id,
    case when r.is_confidential or r.about_role is not null then null else r.number end as number,
    case when r.lead_id is not null then 'unit' when r.community_code is null or (r.about_role is not null and r.desk = 'town') then 'town' else 'community' end as carrier_kind,
    case when r.lead_id is not null then r.unit_id::text when r.community_code is null or (r.about_role is not null and r.desk = 'town') then r.town_code
      else r.community_code end as carrier_id,
    r.community_code, r.town_code, date_trunc('month', r.due_at at time zone 'Asia/Shanghai')::date as month, r.due_at, r.created_at, r.kind, r.category,
    r.urgency, r.state, r.state in ('submitted', 'accepted', 'awaiting_resident', 'raised', 'merged') as is_open,
    case when r.is_at_unit then ${reachedInTime('dispatch', 'r.lead_id', 'dispatch_contacts')}
      when r.lead_id is not null then false else ${reachedInTime('complaint', 'r.id', 'complaint_contacts')} end as is_contacted,
    case when r.is_answer then r.is_solved end as is_solved, case when r.is_answer then r.satisfaction end as satisfaction,
    r.is_answer and r.answered_by = 'callBack' as is_call_back,
    coalesce(r.state = 'closed' and r.answered_by in ('clock', 'accountClosed'), false) as is_no_answer,
    coalesce(r.demand_state = 'on_hold' and r.state in ('raised', 'merged'), false) as is_on_hold,
    r.target_id is not null as is_merged, r.reopen_count > 0 as is_reopened, r.earlier_answers @> '[{"solved": false}]' as has_earlier_unsolved,
    r.reassign_count + (select count(*) from dispatches p where p.demand_id = r.matter_demand_id and p.role = 'lead' and p.state = 'returned') >= 2 as is_bounced,
    r.state in ${FINISHED} and r.outcome in ('done', 'partly') and cardinality(r.resolution_upload_ids) = 0 and ${NEEDS_PROOF} as is_unproven,
    x.reason as exclusion, r.matter_demand_id as demand_id, r.target_id
  from timed r left join exclusions x on x.complaint_id = r.id and x.state in ('in_force', 'upheld')`
