"""Outputs. A module of this package is an exporter; its contract: ``SUFFIX`` (``.xlsx``), ``SCOPE`` (``consolidation`` or ``facts``)
and ``export(source, path)``, where ``source`` is a ``Consolidation`` or an iterable of ``Report``. Files are written beside the target
and renamed, so a reader never sees half of one."""
