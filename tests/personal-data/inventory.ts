/** How a value lies in the database. `pseudonym`: an id that says who, to whoever has the accounts beside it. */
export type AtRest = 'sealed' | 'keyed index' | 'masked' | 'plain' | 'pseudonym' | 'commitment'

export interface PersonalColumn {
  what: string
  why: string
  /** How long. `closing`: until the account is closed and no legal hold is in force. */
  kept: string
  /** Who sees it, and how. */
  seen: string
  atRest: AtRest
}

const CLOSING = 'closing'
const RECORD = 'as long as the record; nameless after closing'
const own = (what: string, why: string, seen: string, atRest: AtRest, kept = CLOSING): PersonalColumn => ({ what, why, kept, seen, atRest })
const id = (what: string, why = 'whose it is'): PersonalColumn => own(what, why, 'nobody; answers carry masked names', 'pseudonym', RECORD)
const behalfName = own('name of somebody filed for', 'to find and serve them', 'masked to desks; plain by a reveal with a reason', 'sealed', 'with the record; closing where it is the account\'s own')
const behalfPhone = own('number of somebody filed for', 'to call them', 'plain by a reveal with a reason', 'sealed', 'with the record; closing where it is the account\'s own')
const authority = own('on what authority somebody is acted for', 'proof of consent', 'desks over the place', 'plain', 'with the record; closing where it is the account\'s own')
const photos = own('ids of photos', 'what they are shown with', 'who may see the thing', 'pseudonym')
const officer = (what: string): PersonalColumn => own(what, 'who answers for an official act', 'by office, or masked 刘*平', 'pseudonym', 'as long as the record')
const official = (what: string): PersonalColumn => own(what, 'the account of an official act; may name people', 'whoever reads the case', 'plain', 'as long as the record')

/** Every column that says something of a person, by table. Whatever is not here is in `plain-columns.ts`. */
export const PERSONAL: Readonly<Record<string, Readonly<Record<string, PersonalColumn>>>> = {
  accounts: {
    openid: own('address in WeChat', 'signing in, messages', 'nobody; the person in their export', 'plain'),
    unionid: own('identity over WeChat\'s apps', 'two persons, not two accounts', 'nobody; the person in their export', 'plain'),
    name: own('name', 'to be addressed; offices are held under it', 'masked 王* or 刘*平; plain by a reveal with a reason', 'sealed'),
    display_name: own('masked name of a resident', 'lists without opening the name', 'everybody, where the thing is public', 'masked'),
    staff_name: own('masked name of a member or official', 'lists', 'everybody, where the act is public', 'masked'),
    phone: own('mobile number', 'to be called about one\'s own matters', 'masked to oneself; plain by a reveal with a reason', 'sealed'),
    phone_index: own('keyed index of the number', 'finding who is filed for', 'nobody', 'keyed index'),
    grid_code: own('grid of the home', 'first line, reach', 'oneself; community in lists', 'plain'),
    house_id: own('home', 'nobody helps their own household', 'nobody', 'pseudonym'),
    birth_year: own('year of birth', 'what is for elders', 'nobody', 'plain'),
    is_elder: own('counts as an elder', 'no bar, services for elders', 'staff of the place, as a fact', 'plain'),
    is_disabled: own('is disabled', 'no bar', 'nobody', 'plain'),
    last_seen_at: own('last sign-in', 'security', 'the person in their export', 'plain'),
    state: own('active or closed', 'rights', 'nobody', 'plain', 'for good'),
  },
  account_closings: { account_id: id('who leaves') },
  legal_holds: {
    account_id: id('whose data are kept'), case_number: own('number of the case', 'what it is about', 'street, county, auditors', 'plain', 'as long as the record'),
    basis: own('law or order', 'why it is kept', 'street, county, auditors', 'plain', 'as long as the record'), placed_by: officer('who placed it'),
  },
  export_packages: { account_id: id('whose package'), object_key: own('where the package lies', 'to download it', 'the person', 'plain', '7 days') },
  sessions: {
    account_id: id('whose session'), token_hash: own('hash of a token', 'to know a session', 'nobody', 'commitment', '30 days after its end; closing'),
    last_seen_at: own('last request', 'idle time-out of staff', 'the person in their export', 'plain', '30 days after its end; closing'),
    created_at: own('sign-in', 'security', 'the person in their export', 'plain', '30 days after its end; closing'),
  },
  idempotency_keys: { account_id: id('whose request'), answer: own('small answers', 'a repeat gets the first', 'the person', 'plain', '7 days; closing') },
  consents: { account_id: id('who agreed', 'proof of consent') },
  dependents: {
    guardian_id: id('who acts'), account_id: id('the dependent\'s own account'),
    name: own('name of an elder or child', 'to act for them', 'masked; the guardian in their export', 'sealed'),
    display_name: own('masked name', 'lists', 'desks; the guardian', 'masked'), relation: own('how they are related', 'to tell two elders apart', 'the guardian', 'plain'),
    consent: own('who agreed, how and when', 'proof of consent', 'the guardian', 'plain'), kind: own('elder or child', 'separate consent for children', 'desks; the guardian', 'plain'),
  },
  houses: { address: own('exact address', 'coded houses of the county', 'nobody', 'sealed', 'as long as the house') },
  appointments: {
    account_id: id('who holds the office'), appointed_by: officer('who appointed'), approved_by: officer('who agreed'),
    end_reason: own('why it ended early', 'record of the office', 'administrators, oneself', 'plain', 'as long as the record'),
  },
  absences: { reason: own('why somebody is away', 'duty', 'the community above', 'plain', 'as long as the record'), created_by: officer('who noted it') },
  association_members: { secretary_id: id('party secretary of a unit', 'candidates for the chair') },
  chair_terms: { account_id: id('who chairs') },
  party_members: {
    account_id: id('the member'), organization_id: own('party organization', 'reach; political opinion is sensitive data', 'members of the organization, secretaries', 'plain'),
    residence_grid_code: own('grid of the home', 'reach', 'oneself', 'plain'), report_in_codes: own('report-in communities', 'reach', 'oneself', 'plain'),
    is_retired: own('retired', 'reach', 'nobody', 'plain'), skills: own('offered skills', 'routing', 'oneself; desks in routing', 'plain'),
    availability: own('offered times', 'routing', 'oneself', 'plain'), barred_until: own('barred from claiming', 'rule of three lapses', 'oneself', 'plain'),
  },
  wishes: {
    beneficiary_id: id('whose wish'), filer_id: id('who filed it'), dependent_id: id('for which dependent'), claimer_id: id('who helps'), published_by: officer('who published'),
    rejected_by: officer('who rejected'), on_behalf_name: behalfName, on_behalf_phone: behalfPhone, authority,
    on_behalf_index: own('keyed index of number or name', 'three live wishes a person', 'nobody', 'keyed index'),
    wished_for: own('masked name of whom it is for', 'board', 'everybody, where published', 'masked'),
    contact_name: own('name to ask for', 'whoever helps', 'the claimer by a reveal with a reason', 'sealed'),
    title: own('what is wished, in the person\'s words', 'the wish', 'those concerned; the board shows public_title', 'plain'),
    story: own('why, in the person\'s words; may tell of health or poverty', 'the wish', 'those concerned', 'plain'),
    public_title: own('title for the board, without personal data', 'the board', 'everybody, with consent', 'plain'), bigrams: own('pairs of letters of the words', 'search', 'nobody', 'plain'),
    review_reason: own('why it was returned or rejected', 'to put it right', 'those concerned', 'plain'), grid_code: own('grid', 'place', 'community; town where sensitive', 'plain', RECORD),
    house_id: own('home', 'nobody helps their own household', 'nobody', 'pseudonym'), upload_ids: photos, rating: own('stars', 'figures', 'those concerned', 'plain', RECORD),
    thanks: own('words of thanks', 'the wall', 'everybody, where both agree', 'plain'), is_sensitive: own('of a sensitive kind', 'veiled on the board', 'desks', 'plain', RECORD),
  },
  wish_claims: { member_id: id('who claimed') },
  wish_claim_members: { member_id: id('who helps in a team'), share: own('what they take on', 'team', 'those concerned', 'plain', RECORD) },
  wish_notes: { author_id: id('who wrote'), note: own('progress, account, dispute', 'proof of help', 'those concerned', 'plain'), upload_ids: photos },
  wish_reveals: { member_id: id('who looked', 'limit of reveals a day') },
  wish_asks: { member_id: id('who was asked'), why: own('why they were asked', 'each message says why', 'the asked; desks', 'plain', RECORD) },
  wish_routing_inputs: { body: own('ids and facts of the members ranked', 'a ranking can be recomputed', 'desks and auditors, by rank', 'pseudonym', RECORD) },
  wish_routing_runs: { result: own('ranks of members', 'a ranking can be recomputed', 'desks and auditors', 'pseudonym', RECORD) },
  wish_counted: { tally: own('ids of helpers', 'figures', 'nobody', 'pseudonym', RECORD) },
  wish_figures: { scope_id: own('a member\'s id, in member rows', 'figures of fulfilled wishes', 'members, as names masked', 'pseudonym', RECORD) },
  wish_figure_times: { scope_id: own('a member\'s id, in member rows', 'figures', 'nobody', 'pseudonym', RECORD) },
  complaints: {
    reporter_id: id('whose matter'), filer_id: id('who filed it'), handler_id: officer('who handles it'), resolved_by: officer('who resolved it'), declined_by: officer('who declined it'),
    on_behalf_name: behalfName, on_behalf_phone: behalfPhone, authority,
    text: own('the matter, in the person\'s words', 'the case', 'who works on it, masked', 'plain', 'closing; nameless as long as it is on the ledger'),
    answers: own('answers to the category\'s questions', 'the case', 'who works on it', 'plain', 'closing; nameless as long as it is on the ledger'),
    lng: own('place of the matter', 'first line, like complaints', 'who works on it', 'plain', 'closing; nameless as long as it is on the ledger'),
    lat: own('place of the matter', 'first line, like complaints', 'who works on it', 'plain', 'closing; nameless as long as it is on the ledger'),
    address: own('exact address', 'to go there', 'who works on it', 'sealed'), upload_ids: own('ids of photos', 'the case', 'who works on it', 'pseudonym', 'closing; nameless as long as it is on the ledger'),
    first_line: own('how the place led to the desk', 'every step says why', 'desks', 'plain', RECORD), is_contacted: own('answer: contacted', 'the rates', 'reporter, call-back, auditors', 'plain', RECORD),
    is_solved: own('answer: solved', 'the rates', 'reporter, call-back, auditors', 'plain', RECORD), satisfaction: own('answer: satisfied', 'the rates', 'reporter, call-back, auditors', 'plain', RECORD),
    comment: own('words of the answer', 'the rates', 'reporter, call-back, auditors', 'plain'), earlier_answers: own('answers of earlier rounds', 'the last counts', 'reporter, call-back, auditors', 'plain', RECORD),
    bigrams: own('pairs of letters of the words', 'like complaints', 'nobody', 'plain', 'closing; nameless as long as it is on the ledger'), resolution: official('what was done'),
    decline_where: official('where to go instead'), is_confidential: own('asked for confidence', 'sealed from the complained-of', 'desks above', 'plain', RECORD),
  },
  complaint_contacts: { author_id: officer('who called'), note: own('what was said', 'proof of contact', 'who works on it', 'plain') },
  complaint_questions: { asked_by: officer('who asked'), answered_by: id('who answered'), question: official('what was asked'), answer: own('what was answered', 'the case', 'who works on it', 'plain') },
  demands: {
    opened_by: officer('who raised it'), verified_by: officer('who verified it'), hold_proposed_by: officer('who proposed the hold'), summary: official('the matter'), reason: official('why it was raised'),
    verify_note: official('what was found'), hold_reason: official('why it is on hold'), hold_plan: official('what is planned'), dismiss_reason: official('why it was dismissed'),
    override_reason: official('why another unit was asked'), lng: own('place of the matter', 'the ledger', 'keepers of the ledger, units', 'plain', 'as long as the record'),
    lat: own('place of the matter', 'the ledger', 'keepers of the ledger, units', 'plain', 'as long as the record'),
  },
  dispatches: {
    sent_by: officer('who dispatched'), handler_id: officer('who handles it'), replied_by: officer('who replied'), account: official('what was done'), plan: official('what is planned'),
    end_reason: official('why it ended'), return_reason: official('why it is handed back'), return_basis: official('on what basis'), extension_reason: official('why more time'),
  },
  dispatch_contacts: { author_id: officer('who called'), note: official('what was said') },
  dispatch_notes: { author_id: officer('who wrote'), note: official('progress') },
  bookings: {
    person_id: id('whose place'), booker_id: id('who booked'), dependent_id: id('for which dependent'), checked_in_by: officer('who checked in'), on_behalf_name: behalfName, on_behalf_phone: behalfPhone, authority,
    note: own('a wish for the visit', 'the service', 'oneself, staff of the place', 'plain'), reason: own('why it was cancelled', 'the place', 'oneself, staff of the place', 'plain'),
    pass_code: own('code of the visit', 'check-in without a network', 'oneself, staff of the place', 'plain', RECORD), receipt_number: own('receipt', 'accounting law', 'oneself, staff', 'plain', '10 years'),
  },
  waitlist_entries: {
    person_id: id('who waits'), booker_id: id('who asked'), dependent_id: id('for which dependent'), on_behalf_name: behalfName, on_behalf_phone: behalfPhone, authority,
    note: own('a wish for the visit', 'the service', 'oneself, staff of the place', 'plain'),
  },
  booking_bars: { person_id: id('who is barred') },
  booking_series: { booker_id: id('who booked'), clashes: own('weeks that could not be had', 'recurring bookings', 'oneself', 'plain') },
  service_sessions: { day_sheet_confirmed_by: officer('who confirmed the day sheet'), off_rule_by: officer('who changed the rule') },
  uploads: {
    account_id: id('who took it'), object_key: own('where the photo lies, without its metadata', 'proof, illustration', 'who may see the thing', 'plain'),
    thumbnail_key: own('where the small one lies', 'lists', 'who may see the thing', 'plain'), sha256: own('hash of the photo', 'the same photo twice', 'nobody', 'commitment'),
    trace_id: own('number of WeChat\'s check', 'its verdict', 'nobody', 'plain'),
  },
  inbox_messages: {
    account_id: id('to whom'), title: own('what happened', 'to be told', 'oneself', 'plain', '366 days; closing'), body: own('about what', 'to be told', 'oneself', 'plain', '366 days; closing'),
    read_at: own('when it was read', 'unread on the tab', 'oneself', 'plain', '366 days; closing'),
  },
  message_credits: { account_id: id('whose credit') },
  wechat_messages: { account_id: id('to whom'), msgid: own('WeChat\'s number', 'delivery', 'nobody', 'plain', '365 days; closing') },
  ledger_filters: { account_id: id('whose filter'), name: own('its name', 'to find it again', 'oneself', 'plain'), filter: own('what it looks for', 'to look again', 'oneself', 'plain') },
  approvals: {
    proposed_by: officer('who proposed'), decided_by: officer('who decided'), input: own('what was proposed; may hold reasons', 'the second person sees what was asked for', 'the two persons', 'plain', 'as long as the record'),
    proposed_as: officer('under which office'),
  },
  exclusions: {
    proposed_by: officer('who proposed'), approved_by: officer('who agreed'), decided_by: officer('who decided'), basis: official('on what basis'), decision: official('why it was decided so'),
    objection: own('why the reporter objects', 'the decision', 'reporter, deciders, auditors', 'plain', RECORD),
  },
  rate_cases: { number: own('number of the case; empty where confidential', 'the published figures', 'everybody', 'plain', 'as long as the figures') },
  history: {
    actor_id: id('who acted', 'append-only history'), facts: own('codes, ids and dates of a step', 'append-only history', 'by the thing\'s timeline', 'pseudonym', 'for good: audit at least 6 months'),
    commitments: own('salted hashes of words', 'proof of what was said, while it exists', 'nobody', 'commitment', 'for good; say nothing once the salt is gone'),
    subject_id: id('the thing, or the person'),
  },
  history_values: {
    value: own('words of a step', 'timelines', 'by the thing\'s timeline', 'sealed', 'closing, for what is the person\'s'), salt: own('salt of a commitment', 'proof', 'nobody', 'plain', 'closing, for what is the person\'s'),
    subject_id: id('the thing'),
  },
  outbox: { actor_id: id('who acted', 'nobody is told of what they did'), data: own('facts of an event: codes, ids, dates', 'subscribers', 'nobody', 'pseudonym', RECORD), subject_id: id('the thing, or the person') },
  catalogue_versions: { created_by: officer('who published it'), approved_by: officer('who agreed') },
}
