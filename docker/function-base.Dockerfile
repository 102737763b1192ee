# The base image of image functions, which corresponds to the layer of package functions. Build it from
# the project's folder and push it to the account's registry:
#   docker build --platform linux/amd64 -f docker/function-base.Dockerfile -t REGISTRY/taibai-function-base .
# The image of a function is then built from
#   FROM REGISTRY/taibai-function-base
#   COPY . ${LAMBDA_TASK_ROOT}
#   ENV TAIBAI_ENTRY=hello_world.main
FROM public.ecr.aws/lambda/python:3.14
COPY functions/python/taibai_runtime ${LAMBDA_RUNTIME_DIR}/taibai_runtime
ENV TAIBAI_ENTRY=main.main
CMD ["taibai_runtime.handler.main"]
