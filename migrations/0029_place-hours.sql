alter table places
  -- When its doors are open, seven lists of [open, close], Sunday first; null: nobody has said.
  add column opening_hours jsonb;
