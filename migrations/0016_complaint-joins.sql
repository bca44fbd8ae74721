-- One join an account and target is checked where somebody joins, with the target locked. Merging by the community
-- may bring two complaints of one reporter under one target: each keeps its number and is answered.
drop index complaints_one_join;
