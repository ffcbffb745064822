package org.carepromise.broken;

/** Drawers. */
class DateUtil {}

class StringUtils {}

class BookingHelper {}

class SlotManager {}

class ClockImpl {}

class KitCommon {}

class KitCore {}
