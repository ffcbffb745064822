-- What old rows are found by, where nothing else needed it.
CREATE INDEX sla_timer_set_aside_since ON sla_timer (set_aside_at) WHERE set_aside_at IS NOT NULL;
CREATE INDEX webhook_delivery_ended ON webhook_delivery (ended_at) WHERE ended_at IS NOT NULL;
