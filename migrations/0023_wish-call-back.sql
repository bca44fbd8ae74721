-- What waits for the resident's answer, for whoever calls them back; the longest wait first.
create index wishes_call_back on wishes (fulfilled_at, id) where state = 'fulfilled';
