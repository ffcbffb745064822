package org.carepromise.callback.course;

import java.util.List;

import org.carepromise.callback.request.Callback;
import org.carepromise.kit.link.Link;
import org.carepromise.kit.promise.Promise;

/** A callback as whoever holds a link to it sees it. */
record LinkedCallback(Link link, Callback callback, List<Promise> promises) {}
