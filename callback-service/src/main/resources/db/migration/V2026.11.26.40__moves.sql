-- Callbacks that are moved, withdrawn, overtaken by a call, put first or given to one agent.

-- sequence rises with each move, re-promise and end by the patient: links die with it.
ALTER TABLE callback
    ADD COLUMN sequence     int NOT NULL DEFAULT 0,
    ADD COLUMN put_first_at timestamptz,
    ADD COLUMN assigned_to  text;

-- ANSWERED got through by phone before being called.
ALTER TABLE callback DROP CONSTRAINT callback_state_check;
ALTER TABLE callback ADD CONSTRAINT callback_state_check
    CHECK (state IN ('QUEUED', 'CLAIMED', 'RETRY_WAIT', 'REACHED', 'DECLINED', 'WRONG_NUMBER', 'UNREACHABLE',
                     'CANCELLED', 'ANSWERED'));
