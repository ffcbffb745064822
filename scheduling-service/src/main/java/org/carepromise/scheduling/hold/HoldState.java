package org.carepromise.scheduling.hold;

/** What became of a hold. One whose time is up stays HELD in the database; nobody needs to end it. */
public enum HoldState {
    HELD,
    BOOKED,
    RELEASED,
    EXPIRED
}
