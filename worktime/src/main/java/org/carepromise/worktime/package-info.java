/**
 * Sites, business calendars and the clocks of promises: pure Java, no system clock, no parser.
 *
 * <p>{@link org.carepromise.worktime.BusinessCalendar} answers when a {@link org.carepromise.worktime.Site} is open;
 * {@link org.carepromise.worktime.PromiseClock} counts on it; {@link org.carepromise.worktime.PromisePolicy} says what is
 * promised, {@link org.carepromise.worktime.PromiseRun} carries a promise through its pauses, and
 * {@link org.carepromise.worktime.PromiseTerms} are the instants that bind it. Everything else is what the sites file
 * declares beside a site: who is on duty, where a request goes, which pages may ask.
 *
 * <p>Ranges are half-open. Hours are wall time of a site's zone, durations are elapsed time. Every result is in whole
 * microseconds, which is what the database keeps.
 */
package org.carepromise.worktime;
