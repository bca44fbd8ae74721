-- The finder shows services in the order they were opened, page by page, however many there are.
create index services_newest on services (created_at desc, id desc) where is_active;
