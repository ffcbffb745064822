package org.carepromise.kit.promise;

import org.carepromise.kit.site.PublishedPromise;

/**
 * A service's bean that says of a promise that the service itself makes it anew when its site changes: its limit is not the
 * policy's alone, but what capacity keeps, so a new calendar does not tell another one.
 */
public interface MadeAnew {

    PublishedPromise promise();
}
