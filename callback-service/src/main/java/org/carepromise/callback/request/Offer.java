package org.carepromise.callback.request;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

import org.carepromise.callback.admission.Decision;
import org.carepromise.callback.admission.Window;

/**
 * What can be promised now.
 *
 * @param window that was asked for
 * @param windows the next ones that could be promised instead
 * @param zone where the patient is
 */
public record Offer(Decision.Promised promised, Optional<Window> window, List<Window> windows, ZoneId zone) {}
