package org.carepromise.kit.audit;

import org.carepromise.kit.access.Scope;

/**
 * Which lines of the trail are asked for.
 *
 * @param object a typed id, or null for all
 * @param patient a patient's id, or null for all
 * @param sites the sites that the one who asks may see
 */
record AuditSearch(String object, String patient, Scope sites) {}
