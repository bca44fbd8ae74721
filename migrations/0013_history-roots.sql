-- A day's root is chained to the one before: SHA-256 over previous root, day, number of heads and the Merkle root of the heads.
alter table history_roots add column heads_root bytea not null;
alter table history_roots add constraint history_roots_sizes check (length(root) = 32 and length(heads_root) = 32);
