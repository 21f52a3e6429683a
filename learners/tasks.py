from django_tasks import task


@task(backend="queue")
def carry_out(run_id: int) -> None:
    """One run of the matching, from rows to suggestions stored."""
    from learners.suggesting.carrying_out import carry_out

    carry_out(run_id)
